#!/bin/bash
# Stands in the place of runc. A line "VERB ID HOW" in /lab/wedge says what happens to that verb of that container (ID "*": of any); else the real
# runc runs. HOW: "hang" (the default), a program that never ends instead of runc; "trace", the real runc under strace from its start; the name of an
# OCI hook, the real runc with such a hook that never returns; "stopped", the real runc after the container's first process was stopped.
# Where the machine forbids it (no CAP_SYS_RESOURCE) nobody gets a better OOM score than the lab itself: kubelet asks for it for each pod's first container.
[[ " $* " == *" create "* ]] && sed -i 's|"oomScoreAdj":-[0-9]*|"oomScoreAdj":0|' config.json
while read -r verb id how; do
  if [[ " $* " == *" $verb "* ]] && [[ $id == "*" || " $* " == *" $id "* ]]; then
    case ${how:-hang} in
      hang) exec -a runc /lab/never/runc "$@" ;;
      trace) exec strace -D -f -tt -s 512 -o "/lab/strace.$verb.$$" runc "$@" ;;
      stopped) kill -STOP "$(cat init.pid)" ;;
      *)
        hook="\"$how\":[{\"path\":\"/lab/never/site-hook\",\"args\":[\"site-hook\",\"--stage\",\"$how\"]}]"
        sed -i "s|\"hooks\":{}|\"hooks\":{$hook}|; t; s|\"hooks\":{|&$hook,|; t; s|^{|&\"hooks\":{$hook},|" config.json ;;
    esac
  fi
done </lab/wedge
exec runc "$@"
