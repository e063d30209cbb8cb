# The oracle has teeth: each fault put into a good page is named.
. "$TOP/tests/cmd/lib.sh"

mkdir -p bag/data/assets bag/data/notes bag/data/users
: >bag/bagit.txt
: >bag/data/assets/style.css
: >bag/data/assets/x.png
cat >good.html <<'HTML'
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"/>
<title>T</title>
<link rel="stylesheet" href="../assets/style.css"/>
</head>
<body>
<main id="main"><h1>H</h1>
<p>@</p>
<p><a href="#main">a</a> <img src="../assets/x.png" alt=""/></p>
</main>
</body>
</html>
HTML

# judged NAME WANTED PAGE SED: what the oracle says of good.html, changed by a
# sed script, as that page.
judged() {
	rm -f bag/data/notes/x.html bag/data/users/x.html
	sed "$4" good.html >"bag/$3"
	(cd bag && sha256sum "$3") >bag/manifest-sha256.txt
	is "$1" "$2" "$("$TOP/build/oracle" bag |
	    sed "s,^bag/data/[a-z]*/x.html:[0-9]*: ,,")"
}
n=0
bad() {
	n=$((n + 1))
	judged "bad-$n" "$1
1 pages, $(printf '%s\n' "$1" | wc -l) faults" data/users/x.html "$2"
}
bad_note() {
	n=$((n + 1))
	judged "bad-note-$n" "$1
1 pages, 1 faults" data/notes/x.html "$2"
}
good_note() {
	n=$((n + 1))
	judged "good-note-$n" "1 pages, 0 faults" data/notes/x.html "$1"
}

judged good "1 pages, 0 faults" data/users/x.html ''
bad 'the element <script>' \
    's,@,<script>1</script>,'
bad 'the element <form>' \
    's,@,<form><p>x</p></form>,'
bad 'the attribute onclick of <b>' \
    's,@,<b onclick="f()">x</b>,'
bad 'the attribute style of <b>' \
    's,@,<b style="x">x</b>,'
bad 'the attribute srcset of <img>' \
    's,@,<img alt="" srcset="x"/>,'
bad 'a style that the policy does not know' \
    's,@,<style>p {}</style>,'
bad 'the address javascript:f()
a link to javascript:f() without its rel' \
    's,#main,javascript:f(),'
bad 'the address https://x.example/
a link to https://x.example/ without its rel' \
    's,#main,https://x.example/,'
bad 'the address //x.example/' \
    's,#main,//x.example/,'
bad 'the address /x.html' \
    's,#main,/x.html,'
bad 'the address ../../../x leaves the snapshot' \
    's,#main,../../../x,'
bad 'the address ../y.html: there is no data/y.html' \
    's,#main,../y.html,'
bad 'no id "y", which is referred to' \
    's,#main,#y,'
bad 'the id "main" stands twice' \
    's,@,<b id="main">x</b>,'
bad 'the address data:text/html;base64,AA' \
    's,\.\./assets/x.png,data:text/html;base64\,AA,'
bad 'an <img> without alt' \
    's, alt="",,'
bad '0 policies' \
    '/http-equiv/d'
bad 'the policy is "default-src '\''none'\''"' \
    "s,; style-src.*none'\",\","
bad 'does not begin like a page
another DOCTYPE' \
    '1s,html,html SYSTEM "x",'
bad 'a comment: x' \
    's,@,<!--x-->,'
bad 'a processing instruction: x' \
    's,@,<?x y?>,'
bad 'CDATA' \
    's,@,<![CDATA[x]]>,'
bad 'the character U+202E' \
    's,@,\xe2\x80\xae,'
bad 'the character U+007F' \
    's,@,\&#127;,'
bad 'the character U+FEFF' \
    's,@,<b title="\&#xfeff;">x</b>,'
bad '<b/> is another thing in HTML' \
    's,@,<b/>,'
bad '<br> is another thing in HTML' \
    's,@,<br></br>,'
bad 'datetime of <time> is "today"' \
    's,@,<time datetime="today">x</time>,'
bad '2 <h1>, 1 <main>' \
    's,@,<h1>x</h1>,'
bad 'a namespace at <svg>' \
    's,@,<svg xmlns="http://www.w3.org/2000/svg"></svg>,'
bad_note 'a link to http://x.example/ without its rel' \
    's,#main,http://x.example/,'
bad_note 'the address ftp://x.example/' \
    's,"#main","ftp://x.example/" rel="noopener noreferrer",'
good_note \
    's,"#main","http://x.example/" rel="noopener noreferrer",'
bad_note 'the address other.html: there is no data/notes/other.html' \
    's,"#main","other.html",'
bad_note 'no id "other", which is referred to' \
    's,#main,#other,'
good_note \
    's,"#main","x.html",'
good_note \
    's,@,\xe2\x80\x8d,'

# What is not as the manifest has it was changed by a test.
printf x >>bag/data/notes/x.html
is changed "0 pages, 0 faults" "$("$TOP/build/oracle" bag)"
