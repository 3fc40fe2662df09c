package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// contains fails unless all parts stand in the text.
func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}

func TestSearch(t *testing.T) {
	p := open(t, setting{})
	for _, test := range []struct {
		query string
		first string // the link of the first result
		part  string // the heading above it
	}{
		{"550", "#550", "Reply codes"},
		{"5.7.26", "#X.7.26", "Enhanced codes"},
		{"x.7.26", "#X.7.26", "Enhanced codes"},
		{"rcpt", "#RCPT", ""},
		{"MailboxUnavailable", "#550", "Reply codes"},
		{"mailbox-moved", "#mailbox-moved", ""},
		{"greylist", "", ""},
		{"quota", "#522", "Reply codes"},
		{"RFC 5321", "#origin-rfc5321", "Sources"},
	} {
		p.fill(test.query)
		if got := p.text("#status"); !strings.HasPrefix(got, "Results: ") && p.text("#answer") == "" {
			t.Errorf("%q: status %q", test.query, got)
		}
		links := eval[[]string](p, `Array.from(document.querySelectorAll("#results a"), (a) => a.getAttribute("href"))`)
		if test.first != "" && (len(links) == 0 || !strings.Contains(strings.Join(links, " ")+" ", test.first+" ")) {
			t.Errorf("%q finds %q, want %s", test.query, links, test.first)
		}
		if test.part != "" {
			if got := eval[string](p, `document.querySelector("#results a[href='`+test.first+`']").closest("section").ariaLabel`); got != test.part {
				t.Errorf("%q: the result stands under %q, want %q", test.query, got, test.part)
			}
		}
	}

	// As one types: every letter narrows down.
	p.fill("mailbox unavail")
	contains(t, p.text("#results"), "550", "Requested action not taken: mailbox unavailable")

	// What servers were seen to say, with its cause and who says so.
	p.fill("gsmtp quota")
	contains(t, p.text("#results"), "The email account that you tried to reach is over quota", "Mailbox full", "Gmail")

	// More than a few come when asked for.
	p.fill("spam")
	before := eval[int](p, `document.querySelectorAll("#results li.rule").length`)
	p.do(chromedp.Click(chromedp.CSS("#results section:last-child button")))
	if after := eval[int](p, `document.querySelectorAll("#results li.rule").length`); after <= before {
		t.Errorf("%d observed replies, after \"Show more\" %d", before, after)
	}

	p.fill("zqzqzq")
	if got := p.text("#status"); got != "Nothing found" {
		t.Errorf("status %q", got)
	}
	p.do(chromedp.Click(chromedp.CSS("#clear")))
	if got := p.text("#status") + p.text("#results") + p.text("#answer") + eval[string](p, "document.getElementById('ask').value"); got != "" {
		t.Errorf("after Clear: %q", got)
	}
}

func TestPaste(t *testing.T) {
	p := open(t, setting{})
	for _, test := range []struct {
		reply string
		want  []string
	}{
		{"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; see https://www.spamhaus.org/query/ip/192.0.2.1",
			[]string{"Blocklist\nzen.spamhaus.org", "Link\nhttps://www.spamhaus.org/query/ip/192.0.2.1", "The sender or the operator of the sending mail system", "Told by\nthe words of the reply"}},
		{"450 4.2.0 Greylisted, please try again in 5 minutes", []string{"How long to wait\n5 minutes", "What to do\nTry again later"}},
		{"452-4.2.2 The email account that you tried to reach is over quota.\n452 4.2.2 https://support.google.com/mail/?p=OverQuotaTemp a1-2 - gsmtp",
			[]string{"Mailbox full", "Who can act\nThe recipient", "Whose words\nGmail", "Reply code\n452", "Enhanced code\n4.2.2"}},
		{"550 5.7.1", []string{"What it means\n", "Delivery not authorized", "Why the server said so\nThe reply does not tell why"}},
		{"552 5.2.2", []string{"Mailbox full", "Told by\nthe enhanced code"}},
	} {
		p.fill(test.reply)
		contains(t, p.text("#answer"), test.want...)
	}
	// The command matters: 454 to AUTH is not 454 to STARTTLS.
	p.fill("454 no")
	for command, want := range map[string]string{"AUTH": "Temporary authentication failure", "STARTTLS": "TLS not available due to temporary reason"} {
		eval[bool](p, `(() => { const s = document.getElementById("command"); s.value = "`+command+`"; s.dispatchEvent(new Event("change")); return true; })()`)
		contains(t, p.text("#answer"), want)
	}
	// Markup in a reply is text.
	eval[bool](p, `(() => { const s = document.getElementById("command"); s.value = ""; return true; })()`)
	p.fill(`550 <img src=x onerror=alert(1)> user unknown https://a.example/"><script>alert(1)</script>`)
	contains(t, p.text("#answer"), "https://a.example/")
	if got := eval[int](p, `document.querySelectorAll("main img, main script").length`); got != 0 {
		t.Errorf("%d elements were made of what was pasted", got)
	}
}

func TestLanguages(t *testing.T) {
	for languages, want := range map[string]string{
		"en-GB": "en", "fr,zh-TW,en": "zh-Hant", "zh-HK": "zh-Hant", "zh-Hant-MO": "zh-Hant", "zh": "zh", "zh-SG,en": "zh", "fr": "en", "xx-bad-tag-": "en",
	} {
		p := open(t, setting{languages: languages})
		if got := eval[string](p, "document.documentElement.lang"); got != want {
			t.Errorf("a reader of %s gets %q, want %q", languages, got, want)
		}
	}

	p := open(t, setting{hash: "#550"})
	p.fill("550 5.1.1 User unknown")
	p.do(chromedp.Click(chromedp.CSS("#languages [lang=zh]")))
	contains(t, p.text("h1"), "状态码")
	contains(t, p.text("#answer"), "收件人不存在")
	contains(t, eval[string](p, `document.getElementById("550").innerText`), "邮箱")
	if got := eval[string](p, `document.querySelector("#languages [aria-pressed=true]").lang + " " + document.title`); got != "zh SMTP 状态码" {
		t.Errorf("pressed and title: %q", got)
	}
	// No label of the page is left in English.
	for _, name := range []string{"[data-label]", "#legend li", ".facts dt", "summary"} {
		for _, line := range strings.Split(p.text(name), "\n") {
			if line != "" && !strings.ContainsFunc(line, func(r rune) bool { return r >= 0x4e00 }) {
				t.Errorf("%s says %q", name, line)
			}
		}
	}
	// What one reads stays in its place, and open.
	p.load("#mailbox-full")
	where := func() string {
		t.Helper()
		return eval[string](p, `(() => { const e = document.getElementById("mailbox-full"); return [Math.round(e.getBoundingClientRect().top), e.matches(".target"), e.querySelector("details").open].join(" "); })()`)
	}
	before := where()
	eval[bool](p, `document.querySelector("#languages [lang=en]").click(); true`) // a click of the mouse would scroll to it
	if after := where(); after != before {
		t.Errorf("an entry was at %s before the language was switched, and is at %s now", before, after)
	}
	p.do(chromedp.Click(chromedp.CSS("#languages [lang=zh]")))
	// It is remembered.
	p.load("")
	if got := eval[string](p, "document.documentElement.lang"); got != "zh" {
		t.Errorf("after coming back the language is %q", got)
	}
}

func TestDeepLinks(t *testing.T) {
	p := open(t, setting{})
	for hash, want := range map[string]string{
		"#550": "550", "#5.7.26": "X.7.26", "#X.7.26": "X.7.26", "#x.7.26": "X.7.26", "#RCPT": "RCPT", "#rcpt": "RCPT", "#mailbox-full": "mailbox-full",
		"#EndOfData": "EndOfData", "#5yz": "5yz", "#X.7": "X.7", "#599": "5yz", "#5.7.708": "X.7", "#retry-later": "action-retry-later",
		"#postfix": "origin-postfix", "#rfc5321": "origin-rfc5321", "#%35%35%30": "550", "#nothing": "", "#%": "",
	} {
		p.load(hash)
		got := eval[string](p, `document.querySelector(".target")?.id ?? ""`)
		if got != want {
			t.Errorf("%s leads to %q, want %q", hash, got, want)
		}
		if want == "" {
			continue
		}
		// It is in sight, has the focus, and shows its details.
		seen := eval[struct {
			Top, Height float64
			Focused     bool
			Closed      bool
		}](p, `(() => { const e = document.querySelector(".target"), r = e.getBoundingClientRect();
			return { Top: r.top, Height: innerHeight, Focused: document.activeElement === e, Closed: e.querySelector(":scope > details:not([open])") !== null }; })()`)
		if seen.Top < 0 || seen.Top > seen.Height || !seen.Focused || seen.Closed {
			t.Errorf("%s: %+v", hash, seen)
		}
	}
	// A link within the page goes the same way, and so does the way back.
	p.load("#550")
	eval[bool](p, `document.getElementById("550").querySelector("a[href='#RCPT']").click(); true`)
	p.wait(`document.querySelector(".target")?.id === "RCPT"`)
	p.do(chromedp.NavigateBack())
	p.wait(`document.querySelector(".target")?.id === "550"`)
}

// TestEveryLinkLeadsSomewhere: no entry links to one that is not there.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	p := open(t, setting{})
	links := eval[[]string](p, `[...new Set(Array.from(document.querySelectorAll("a[href^='#']"), (a) => a.getAttribute("href")))]`)
	if len(links) < 400 {
		t.Errorf("only %d links", len(links))
	}
	ids := eval[map[string]bool](p, `Object.fromEntries(Array.from(document.querySelectorAll("[id]"), (e) => [e.id, true]))`)
	enhanced := regexp.MustCompile(`^#[245X](\.\d+)\.\d+$`)
	for _, l := range links {
		id := l[1:]
		if m := enhanced.FindStringSubmatch(l); m != nil {
			// A code leads to its condition, or to its subject if nobody registered it.
			if id = "X" + id[1:]; !ids[id] {
				id = "X" + m[1]
			}
		}
		if !ids[id] {
			t.Errorf("%s leads nowhere", l)
		}
	}
	if twice := eval[[]string](p, `(() => { const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i); })()`); len(twice) > 0 {
		t.Errorf("ids that stand twice: %q", twice)
	}
}

func TestKeyboard(t *testing.T) {
	p := open(t, setting{})
	key := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			p.do(chromedp.KeyEvent(k))
		}
	}
	focused := func() string {
		t.Helper()
		return eval[string](p, `(() => { const e = document.activeElement; return e.ariaLabel || e.id || e.innerText || e.tagName; })()`)
	}
	// The first stop skips the header.
	key(kb.Tab)
	if got := focused(); got != "Skip to the content" {
		t.Errorf("the first stop is %q", got)
	}
	key(kb.Enter)
	p.wait(`document.activeElement.id === "main"`)
	key(kb.Tab)
	if got := focused(); got != "ask" {
		t.Errorf("behind it comes %q", got)
	}
	// Escape empties the box.
	p.fill("550")
	key(kb.Escape)
	if got := eval[string](p, `document.getElementById("ask").value`); got != "" {
		t.Errorf("after Escape the box has %q", got)
	}
	// One dot of the picture is a stop; arrows go to the next dot that there is.
	eval[bool](p, `document.querySelector("#map .dot[tabindex='0']").focus(); true`)
	if stops := eval[int](p, `document.querySelectorAll("#map table [tabindex='0']").length`); stops != 1 {
		t.Errorf("%d stops in the picture", stops)
	}
	var walk []string
	for _, k := range []string{"", kb.ArrowRight, kb.ArrowDown, kb.ArrowLeft, kb.ArrowUp, kb.Home, kb.ArrowLeft, kb.End} {
		if k != "" {
			key(k)
		}
		walk = append(walk, focused())
	}
	want := []string{
		"RCPT 550: refused, said of this command",
		"RCPT 551: refused, said of this command",
		"VRFY 551: refused, said of this command",
		"VRFY 550: refused, said of this command",
		"End of data 550: refused, said of this command", // RSET has no 550
		"End of data 250: success, said of this command",
		"End of data 250: success, said of this command", // nothing is left of it
		"End of data 554: refused, said of this command",
	}
	if diff := cmp.Diff(want, walk); diff != "" {
		t.Errorf("the walk differs (-want +got):\n%s", diff)
	}
	contains(t, p.text("#map-detail"), "End of data", "554", "RFC")
	// Whatever has the focus shows it.
	for _, selector := range []string{"#map td .dot", "#languages button", ".top nav a", "summary", "#command", ".numeral"} {
		outline := eval[string](p, fmt.Sprintf(`(() => { const e = document.querySelector(%s); e.focus({ focusVisible: true }); return getComputedStyle(e).outlineStyle; })()`, quote(selector)))
		if outline == "none" {
			t.Errorf("%s has the focus and does not show it", selector)
		}
	}
}

// TestPicture: the table of commands and codes has a dot where Allows says yes, on wide
// and narrow screens.
func TestPicture(t *testing.T) {
	for _, width := range []int64{1400, 390} {
		p := open(t, setting{width: width})
		missing := eval[[]string](p, `(() => {
			const dots = new Map(Array.from(document.querySelectorAll("#map .dot[aria-label]"), (d) => [d.ariaLabel.split(":")[0], d.className]));
			const missing = [];
			for (const article of document.querySelectorAll("#commands .entry")) {
				const name = article.querySelector(".numeral").textContent;
				for (const a of article.querySelector("dd").querySelectorAll("a.code")) {
					if (!/own|general|nonstandard/.test(dots.get(name + " " + a.textContent) ?? "")) missing.push(name + " " + a.textContent);
				}
			}
			return missing;
		})()`)
		if len(missing) > 0 {
			t.Errorf("%d wide: no dot for %q", width, missing)
		}
		if dots := eval[int](p, `document.querySelectorAll("#map td .dot").length`); dots < 300 {
			t.Errorf("%d wide: %d dots", width, dots)
		}
		// Nothing makes the page scroll sideways.
		if over := eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%d wide: the page is %v too wide", width, over)
		}
	}
}

// TestPrint: on paper the details are open and the controls are away.
func TestPrint(t *testing.T) {
	p := open(t, setting{})
	p.do(call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	closed := func() int { return eval[int](p, `document.querySelectorAll("details:not([open])").length`) }
	before := closed()
	eval[bool](p, `dispatchEvent(new Event("beforeprint"))`)
	if n := closed(); n != 0 {
		t.Errorf("%d details are closed on paper", n)
	}
	if got := eval[[]string](p, `[".top", ".box", "#examples"].filter((s) => getComputedStyle(document.querySelector(s)).display !== "none")`); len(got) > 0 {
		t.Errorf("on paper there are %q", got)
	}
	eval[bool](p, `dispatchEvent(new Event("afterprint"))`)
	if after := closed(); after != before {
		t.Errorf("%d details are closed after printing, %d before", after, before)
	}
}

// TestAccessible: every control has a name, every part of the page is a landmark with
// one, and headings do not skip a level.
func TestAccessible(t *testing.T) {
	p := open(t, setting{})
	p.fill("550 5.1.1 User unknown")
	tree, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) ([]*accessibility.Node, error) {
		result, err := cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		return result.Nodes, err
	})
	if err != nil {
		t.Fatal(err)
	}
	roles := make(map[string]int)
	for _, node := range tree {
		if node.Ignored || node.Role == nil {
			continue
		}
		role := valueOf(node.Role)
		roles[role]++
		switch role {
		case "button", "link", "textbox", "combobox", "navigation", "region", "table", "heading", "columnheader", "rowheader":
			if node.Name == nil || valueOf(node.Name) == "" {
				t.Errorf("a %s without a name, node %v", role, node.BackendDOMNodeID)
			}
		}
	}
	for role, least := range map[string]int{"banner": 1, "main": 1, "navigation": 1, "search": 1, "contentinfo": 1, "status": 1, "table": 1, "rowheader": 27, "columnheader": 45, "region": 7} {
		if roles[role] < least {
			t.Errorf("%d of role %s, want %d", roles[role], role, least)
		}
	}
	if skipped := eval[[]string](p, `Array.from(document.querySelectorAll("h1, h2, h3, h4")).filter((h, i, all) => i > 0 && h.tagName[1] - all[i - 1].tagName[1] > 1).map((h) => h.innerText)`); len(skipped) > 0 {
		t.Errorf("headings that skip a level: %q", skipped)
	}
}

func valueOf(v *accessibility.Value) string {
	var text string
	if v != nil {
		_ = json.Unmarshal(v.Value, &text) // what is no text is nothing here
	}
	return text
}
