# stopped by: clock
setsid=$(type -P setsid)
(trap '' HUP TERM; sleep 2.5; echo ESCAPED) & disown
sleep 4
