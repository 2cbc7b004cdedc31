# stopped by: clock
setsid=$(type -P setsid)
(trap '' HUP TERM; sleep 1.2; echo ESCAPED) & disown
sleep 2
