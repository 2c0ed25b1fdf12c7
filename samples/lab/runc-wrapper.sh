#!/bin/bash
# Stands in the place of runc. A line "VERB ID HOW" in /lab/wedge says what happens to that verb of that container (ID "*": of any); else the real
# runc runs. HOW: "hang" (the default), a program that never ends instead of runc; "trace", the real runc under strace from its start; the name of an
# OCI hook, the real runc with such a hook that never returns; "stopped", the real runc after the container's first process was stopped.
while read -r verb id how; do
  if [[ " $* " == *" $verb "* ]] && [[ $id == "*" || " $* " == *" $id "* ]]; then
    case ${how:-hang} in
      hang) exec -a runc /lab/never/runc "$@" ;;
      trace) exec strace -D -f -tt -s 512 -o "/lab/strace.$verb.$$" runc "$@" ;;
      stopped) kill -STOP "$(cat init.pid)" ;;
      *)
        hook="\"$how\":[{\"path\":\"/lab/never/site-hook\",\"args\":[\"site-hook\",\"--stage\",\"$how\"]}]"
        if grep -q '"hooks":{' config.json; then sed -i "s|\"hooks\":{|&$hook,|" config.json
        else sed -i "s|^{|&\"hooks\":{$hook},|" config.json; fi ;;
    esac
  fi
done </lab/wedge
exec runc "$@"
