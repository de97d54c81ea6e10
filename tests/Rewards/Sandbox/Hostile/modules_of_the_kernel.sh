# tries: to make the kernel load modules, by mounting, by sockets and by programs of odd formats; to use system tools that change the host
# contained: each fails
# layer: no capability; seccomp
for attempt in "modprobe dummy" "insmod /x" "sysctl -w kernel.panic=1" "hostname other" "date -s 2000-01-01" "swapoff -a" "dmesg" "mount -t nfs a:/ /tmp" "ip link set lo up" "nsenter -t 1 -a" "losetup -f" "chroot /tmp /x" "reboot -f"; do
  if timeout 2 $attempt >/dev/null 2>&1 </dev/null; then echo "ESCAPED: $attempt"; fi
done
printf '\177ODD\0\0\0\0' > odd; chmod +x odd; ./odd 2>/dev/null && echo "ESCAPED: odd format"
echo CONTAINED
