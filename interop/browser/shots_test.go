package browser

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "write pictures of the page to this `folder`, to be looked at")

// TestShots takes pictures for a person to look at.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("give -shots FOLDER")
	}
	reply := "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. https://support.google.com/mail/answer/81126#authentication - gsmtp"
	for name, shot := range map[string]struct {
		setting
		query string
		print bool
		do    string // a script
	}{
		"wide-light":   {setting: setting{}},
		"wide-dark":    {setting: setting{dark: true}},
		"narrow-light": {setting: setting{width: 390}},
		"narrow-dark":  {setting: setting{width: 390, dark: true}},
		"zh":           {setting: setting{languages: "zh-CN"}},
		"link":         {setting: setting{hash: "#5.7.26"}},
		"link-550":     {setting: setting{hash: "#550"}},
		"link-narrow":  {setting: setting{hash: "#RCPT", width: 390}},
		"map":          {setting: setting{hash: "#map"}},
		"map-dark":     {setting: setting{hash: "#map", dark: true}},
		"map-narrow":   {setting: setting{hash: "#map", width: 390}},
		"causes":       {setting: setting{hash: "#causes"}},
		"origins":      {setting: setting{hash: "#origins"}},
		"answer":       {query: reply, setting: setting{height: 1500}},
		"greylisted":   {query: "450 4.2.0 Greylisted, please try again in 5 minutes"},
		"nothing-told": {query: "550 5.7.1 go away"},
		"dot":          {setting: setting{hash: "#map"}, do: `document.querySelector("[aria-label^='RCPT 550']").focus({ focusVisible: true })`},
		"dot-narrow":   {setting: setting{hash: "#map", width: 390}, do: `document.querySelector("[aria-label^='MAIL 451']").click()`},
		"codes":        {setting: setting{hash: "#codes"}},
		"codes-narrow": {setting: setting{hash: "#codes", width: 390}},
		"middle":       {setting: setting{hash: "#map", width: 900}},
		"print":        {setting: setting{height: 2600, width: 800}, print: true},
		"answer-dark":  {setting: setting{dark: true, languages: "zh-TW", width: 390}, query: reply},
		"search":       {query: "quota"},
		"search-code":  {query: "5.7.26", setting: setting{languages: "zh-TW", dark: true}},
		"actions":      {setting: setting{hash: "#actions", languages: "zh-TW", width: 390}},
		"condition":    {setting: setting{hash: "#4.2.2", languages: "zh", width: 390, dark: true}},
		"cause":        {setting: setting{hash: "#ip-blocklisted"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, shot.setting)
			if shot.query != "" {
				p.fill(shot.query)
			}
			if shot.print {
				p.do(call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
			}
			if shot.do != "" {
				eval[bool](p, shot.do+"; true")
			}
			picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*shots, name+".png"), picture, 0o666); err != nil {
				t.Fatal(err)
			}
		})
	}
}
