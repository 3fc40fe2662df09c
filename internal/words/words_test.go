package words

import (
	"hash/fnv"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// tokens returns the tokens of a text, each marked by its kind: words plain, opaque
// ones in brackets, links in braces.
func tokens(text string) []string {
	var list []string
	s := Scan(text)
	for t, ok := s.Next(); ok; t, ok = s.Next() {
		token := t.Text
		switch t.Kind {
		case Opaque, Host:
			token = "[" + token + "]"
		case Link:
			token = "{" + token + "}"
		}
		list = append(list, token)
	}
	return list
}

func TestScan(t *testing.T) {
	tests := []struct {
		text string
		want string // tokens with a space between
	}{
		{"", ""},
		{" \t.,;:-<>()[]{}\"'", ""},
		{"Mailbox full", "Mailbox full"},
		{"Mailbox-full_now/later", "Mailbox full now later"},

		// Addresses.
		{"<bob@example.org>: no", "[bob@example.org] no"},
		{"bob@example.org... User unknown", "[bob@example.org] User unknown"},
		{"a+b=c@x.y is not", "[a+b=c@x.y] is not"},
		{"for bob.smith@localhost;", "for [bob.smith@localhost]"},
		{"@example.org", "[example.org]"},
		{"user @ host", "user host"},

		// Hosts.
		{"mx1.example.org said no", "[mx1.example.org] said no"},
		{"EXAMPLE.ORG.", "[EXAMPLE.ORG]"},
		{"mx.example.org:25", "[mx.example.org] 25"},
		{"zen.spamhaus.org; see", "[zen.spamhaus.org] see"},
		{"a_b-c.example.de", "[a_b-c.example.de]"},
		{"see index.html", "see [index.html]"},

		// A sentence that goes on without a space is no host.
		{"mailbox full.It is", "mailbox full It is"},
		{"full.Please try", "full Please try"},
		{"rejected.because", "rejected because"},

		// Addresses of hosts and dotted numbers.
		{"[192.0.2.1] is listed", "[192.0.2.1] is listed"},
		{"IP=192.0.2.1", "IP [192.0.2.1]"},
		{"2001:db8::1 and fe80::1.", "[2001:db8::1] and [fe80::1]"},
		{"5.1.1 User (#5.1.1)", "[5.1.1] User [5.1.1]"},
		{"errno=28. 28 28.5", "errno 28 28 [28.5]"},

		// URLs, with the words of a tag.
		{"see https://example.org/a?b=c#d.", "see {https://example.org/a?b=c#d}"},
		{"(HTTP://EXAMPLE.ORG/)", "{HTTP://EXAMPLE.ORG/}"},
		{"www.example.org/x, or", "{www.example.org/x} or"},
		{"https://example.org/mail/?p=NoSuchUser a-b", "{https://example.org/mail/?p=NoSuchUser} p NoSuchUser a b"},
		{"https://example.org/?p=Tag&x=Other end", "{https://example.org/?p=Tag&x=Other} p Tag end"},
		{"(ann@example.com:blocked)", "[ann@example.com] blocked"},
		{"https://example.org/?p=", "{https://example.org/?p=} p"},
		{"see http://www.openspf.org/Why?id=a b", "see {http://www.openspf.org/Why?id=a} openspf b"},
		{"http://pobox.com/~djb/docs/smtplf.html.", "{http://pobox.com/~djb/docs/smtplf.html} smtplf"},
		{"foo.example.org/user/unknown; no", "{foo.example.org/user/unknown} no"},
		{"(support.example.com/mail/?p=NoSuchUser)", "{support.example.com/mail/?p=NoSuchUser} p NoSuchUser"},
		{"example.org/", "{example.org/}"},
		{"192.0.2.1/24 a@example.org/b", "[192.0.2.1] 24 [a@example.org] b"},
		{"http is", "http is"},
		{"www and WWW", "www and WWW"},

		// Tags of providers.
		{"[TSS04] (DNS:NR) DT:SPM", "TSS04 DNS NR DT SPM"},

		// Apostrophes are inside words only.
		{"'User' doesn't", "User doesn't"},
		{"doesn\u2019t exist", "doesn\u2019t exist"},

		// Other scripts.
		{"bo\u00eete \u00e9t\u00e9", "bo\u00eete \u00e9t\u00e9"},
		{"\u042f\u0449\u0438\u043a \u043f\u043e\u043b\u043e\u043d", "\u042f\u0449\u0438\u043a \u043f\u043e\u043b\u043e\u043d"},
		{"\u4fe1\u7bb1\u5df2\u6eff", "\u4fe1 \u7bb1 \u5df2 \u6eff"},
		{"IP\u5730\u5740a", "IP \u5730 \u5740 a"},
		{"\uff0c\u3002", ""},
		{"a\xff\xfeb", "a b"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, strings.Join(tokens(test.text), " ")); diff != "" {
			t.Errorf("Scan(%q) (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestHash(t *testing.T) {
	tests := []struct{ a, b string }{
		{"User", "uSER"},
		{"doesn't", "DOESN\u2019T"},
		{"cant", "can't"},
		{"\u00c9t\u00e9", "\u00e9T\u00c9"},
		{"\u042f\u0429\u0418\u041a", "\u044f\u0449\u0438\u043a"},
		{"\u4fe1", "\u4fe1"},
	}
	for i, test := range tests {
		if Hash(test.a) != Hash(test.b) || Normal(test.a) != Normal(test.b) {
			t.Errorf("%q and %q are not the same word", test.a, test.b)
		}
		if test.a != Normal(test.a) && Hash(test.a) != Hash(Normal(test.a)) {
			t.Errorf("Hash(%q) is not that of %q", test.a, Normal(test.a))
		}
		for _, other := range tests[:i] {
			if Hash(test.a) == Hash(other.a) {
				t.Errorf("%q and %q have one hash", test.a, other.a)
			}
		}
	}
}

// TestHashOctets: the hash is made from FNV-1a as the standard library has it.
func TestHashOctets(t *testing.T) {
	for _, word := range []string{"", "a", "mailbox", "0123456789abcdefghijklmnopqrstuvwxyz", strings.Repeat("x1", 100), "bo\u00eete"} {
		fnv := fnv.New32a()
		io.WriteString(fnv, word)
		want := fnv.Sum32() ^ fnv.Sum32()>>16
		if Hash(word) != want {
			t.Errorf("%q: Hash %#x, want %#x", word, Hash(word), want)
		}
		s := Scan(strings.ToUpper(word))
		if token, ok := s.Next(); ok && token.Hash != want {
			t.Errorf("%q: token %#x, want %#x", word, token.Hash, want)
		}
	}
}

// TestIsLetter: of all octets, as package unicode has it.
func TestIsLetter(t *testing.T) {
	for c := range 256 {
		r := rune(c)
		if want := r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)); isLetter(byte(c)) != want {
			t.Errorf("isLetter(%q) is %v", r, !want)
		}
		if isLetter(byte(c)) && rune(lower[c]) != unicode.ToLower(r) {
			t.Errorf("%q in lower case is %q", r, lower[c])
		}
	}
}

func TestHost(t *testing.T) {
	tests := []struct{ text, want string }{
		{"zen.spamhaus.org", "zen.spamhaus.org"},
		{"https://www.spamhaus.org/query/ip/192.0.2.1", "www.spamhaus.org"},
		{"https://example.org:8443?x", "example.org"},
		{"www.example.org", "www.example.org"},
		{"http://192.0.2.1/", ""},
		{"192.0.2.1", ""},
		{"2001:db8::1", ""},
		{"bob@example.org", ""},
		{"5.1.1", ""},
		{"word", ""},
		{"http:///", ""},
	}
	for _, test := range tests {
		s := Scan(test.text)
		token, ok := s.Next()
		if got := token.Host(); !ok || got != test.want {
			t.Errorf("Host(%q) = %q, %v, want %q", test.text, got, ok, test.want)
		}
	}
}

func TestInReplyTo(t *testing.T) {
	tests := []struct{ line, text, command string }{
		{"no (in reply to RCPT TO command)", "no ", "RCPT TO"},
		{"no (in reply to end of DATA command)),", "no ", "end of DATA"},
		{"no (in reply to end of DATA command) again", "no (in reply to end of DATA command) again", ""},
		{"no (in reply to  command)", "no ", ""},
		{"no (in reply to you)", "no (in reply to you)", ""},
		{"no command)", "no command)", ""},
		{"", "", ""},
	}
	for _, test := range tests {
		if text, command := InReplyTo(test.line); text != test.text || command != test.command {
			t.Errorf("InReplyTo(%q) = %q, %q", test.line, text, command)
		}
	}
}

func TestBelow(t *testing.T) {
	tests := []struct {
		host string
		want bool
	}{
		{"example.org", true},
		{"a.b.EXAMPLE.org", true},
		{"notexample.org", false},
		{"example.org.net", false},
		{"org", false},
		{"", false},
	}
	for _, test := range tests {
		if got := Below(test.host, "example.org"); got != test.want {
			t.Errorf("Below(%q) = %v", test.host, got)
		}
	}
}

// FuzzScan checks what the matcher relies on. The time is linear in the text since
// each token begins where the one before ended, the words of a tag aside, and the
// look ahead is bounded.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"<bob@example.org>: User doesn't exist", "https://example.org/?p=NoSuchUser a", "www......", "2001:db8::1",
		"a+b+c@", "a.b.c.d:e:f", "\u4fe1\u7bb1 bo\u00eete l\u2019\u00e9t\u00e9", "\u0130\u212a\u01c5", "?p=http://?p=http://?p=a", "http://x?p=a?p=b",
		strings.Repeat("a-", 400) + ".org", "\xff'\u2019",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Scan(text)
		end, link := 0, 0 // of the last token, and of the last link, whose tag may follow
		for n := 0; ; n++ {
			token, ok := s.Next()
			if !ok {
				break
			}
			if n > len(text) {
				t.Fatal("more tokens than octets")
			}
			if token.Start < 0 || token.Text == "" || token.Start+len(token.Text) > len(text) {
				t.Fatalf("token %v of %d octets", token, len(text))
			}
			inTag := token.Start < link
			if token.Start < end || inTag && (token.Start+len(token.Text) > link || token.Kind != Word) {
				t.Fatalf("token %v begins before %d or ends behind the link's end %d", token, end, link)
			}
			end = token.Start + len(token.Text)
			word := text[token.Start:end]
			if word != token.Text {
				t.Fatalf("token %v, and %q stands there", token, word)
			}
			switch token.Kind {
			case Word:
				if token.Hash != Hash(word) || token.Hash != Hash(Normal(word)) {
					t.Errorf("hash of %q: token %#x, Hash %#x, normal %q %#x", word, token.Hash, Hash(word), Normal(word), Hash(Normal(word)))
				}
				if strings.IndexFunc(word, unicode.IsSpace) >= 0 {
					t.Errorf("space in the word %q", word)
				}
			case Link:
				// Only the words of a tag stand inside another token.
				link, end = end, token.Start
				fallthrough
			default:
				if token.Hash != 0 {
					t.Errorf("%q has a hash", word)
				}
			}
			if host := token.Host(); host != "" && (!strings.Contains(word, host) || !Below(host, host)) {
				t.Errorf("Host of %q is %q", word, host)
			}
		}
		if _, ok := s.Next(); ok {
			t.Error("a token behind the last")
		}
	})
}

func TestHashesOfWords(t *testing.T) {
	for word, want := range map[string]uint32{ListWord: ListHash, StartWord: StartHash, EndWord: EndHash} {
		if got := Hash(word); got != want {
			t.Errorf("the hash of %q is %#x, want %#x", word, got, want)
		}
	}
}

func TestNegation(t *testing.T) {
	for _, word := range Negations {
		if !Negation(Hash(word)) {
			t.Errorf("%q denies nothing", word)
		}
	}
	for _, word := range []string{"", "note", "full", "yes"} {
		if Negation(Hash(word)) {
			t.Errorf("%q denies", word)
		}
	}
}

// TestEnding: a host has the ending of the domain that it is below, in any case.
func TestEnding(t *testing.T) {
	for _, domain := range []string{"sorbs.net", "zen.spamhaus.org", "a.b.cd"} {
		for _, host := range []string{domain, "x." + domain, strings.ToUpper("1.2.3.4." + domain)} {
			if Ending(host) != Ending(domain) || Ending(host) >= Endings {
				t.Errorf("Ending(%q) is %d, and of %q %d", host, Ending(host), domain, Ending(domain))
			}
		}
	}
	if Ending("") != 0 {
		t.Error("an ending of nothing")
	}
}
