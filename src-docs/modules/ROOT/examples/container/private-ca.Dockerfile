COPY our-ca.crt /usr/local/share/ca-certificates/
RUN apt-get update && apt-get install -y --no-install-recommends libnss3-tools && rm -rf /var/lib/apt/lists/* \
    && update-ca-certificates \
    && mkdir -p /home/chat/.pki/nssdb \
    && certutil -d sql:/home/chat/.pki/nssdb -N --empty-password \
    && certutil -d sql:/home/chat/.pki/nssdb -A -t C,, -n our-ca -i /usr/local/share/ca-certificates/our-ca.crt \
    && chown -R 1000 /home/chat/.pki
