docker run --name chat --publish 8080:8080 \
    --security-opt seccomp=chromium.json --security-opt no-new-privileges --cap-drop ALL \
    --read-only --tmpfs /tmp --tmpfs /home/chat:mode=1777 \
    --memory 1g --stop-timeout 60 \
    --volume /etc/chat:/run/secrets/chat:ro \
    registry.example.com/chat:1
