# verify --bag on bags of every kind, each with its reason: tests/hostile/bags.
. "$TOP/tests/cmd/lib.sh"
. "$TOP/tests/hostile/bags/lib.sh"
for suite in valid warning invalid hostile; do
	. "$TOP/tests/hostile/bags/$suite.sh"
done
