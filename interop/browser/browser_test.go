// Package browser tests the reference, docs/index.html, in a Chromium without a window,
// and docs/smtpstatus.json against its schema.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// docs is where the generator writes.
var docs = filepath.Join("..", "..", "docs")

// allocator starts one Chromium for all tests; each test has a tab of its own.
var allocator context.Context

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	path, err := findChromium()
	if err != nil {
		return m.Run() // newTab skips
	}
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(profile)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox,
		chromedp.Headless,
		chromedp.DisableGPU,
		chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	defer cancel()
	browser, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	allocator = browser
	return m.Run()
}

func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium is installed")
}

// tab is the page, open in a tab.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	problems []string // what the console says, and requests that leave the file
}

// setting is how the reader's browser is set up.
type setting struct {
	hash      string
	languages string // "zh-TW,en"
	width     int64
	height    int64
	dark      bool
}

// open opens the page. When the test ends, a word on the console or a request for
// anything but the page itself fails it.
func open(t *testing.T, s setting) *tab {
	t.Helper()
	if allocator == nil {
		t.Skip("no Chromium is installed: apt-get install chromium")
	}
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, problem := range p.problems {
			t.Error(problem)
		}
	})
	if s.languages == "" {
		s.languages = "en-US"
	}
	if s.width == 0 {
		s.width = 1400
	}
	if s.height == 0 {
		s.height = 900
	}
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	p.ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	p.do(
		call(network.Enable, network.EnableParams{}),
		call(log.Enable, cdp.Empty{}),
		call(runtime.Enable, cdp.Empty{}),
		call(emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "test", AcceptLanguage: s.languages}),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}),
		chromedp.EmulateViewport(s.width, s.height),
	)
	p.load(s.hash)
	return p
}

// call is a command of the protocol as an action.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, params)
		return err
	})
}

// load goes to the page with a hash, anew.
func (p *tab) load(hash string) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address(p.t)+hash), chromedp.WaitReady(chromedp.CSS("footer a")))
}

// address is the page on disk.
func address(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(docs, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(path)
}

func (p *tab) listen(event any) {
	problem := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		url := e.Request.URL
		if !strings.HasSuffix(url, "/docs/index.html") && url != "about:blank" && !strings.HasPrefix(url, "data:") {
			problem = "a request leaves the page: " + url
		}
	case *log.EventEntryAdded:
		problem = "log: " + e.Entry.Text
	case *runtime.EventConsoleAPICalled:
		problem = fmt.Sprintf("console: %s", e.Args[0].Value)
	case *runtime.EventExceptionThrown:
		problem = "exception: " + e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			problem += " " + e.ExceptionDetails.Exception.Description
		}
	}
	if problem != "" {
		p.mu.Lock()
		p.problems = append(p.problems, problem)
		p.mu.Unlock()
	}
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// eval evaluates an expression in the page.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// wait waits until an expression is true in the page.
func (p *tab) wait(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
}

// text returns the text of the elements that a selector finds.
func (p *tab) text(selector string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf(`Array.from(document.querySelectorAll(%s), (e) => e.innerText).join("\n")`, quote(selector)))
}

// fill types into the box.
func (p *tab) fill(query string) {
	p.t.Helper()
	eval[bool](p, `document.getElementById("ask").value = ""; document.getElementById("status").textContent = ""; true`)
	p.do(chromedp.SendKeys(chromedp.CSS("#ask"), query))
	p.wait(`document.getElementById("ask").value === ` + quote(query) + ` && document.getElementById("status").textContent !== ""`)
}

func quote(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}
