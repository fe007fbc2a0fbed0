curl -fsSL -o default.json \
    https://raw.githubusercontent.com/moby/profiles/836ae4d37ef2ec995c77c99fc55f5b5f3af3a897/seccomp/default.json
jq '.syscalls += [{names: ["clone", "unshare", "chroot"], action: "SCMP_ACT_ALLOW"}]' default.json > chromium.json
