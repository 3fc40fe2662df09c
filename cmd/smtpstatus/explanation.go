package main

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// explanation is the answer of explain in JSON, and what is printed of it.
type explanation struct {
	Input      string              `json:"input"`
	Language   string              `json:"language"`
	Said       string              `json:"said,omitempty"`
	Code       smtpcodes.Code      `json:"code,omitzero"`
	Enhanced   enhanced.Code       `json:"enhanced,omitzero"`
	Condition  enhanced.Condition  `json:"condition,omitzero"`
	Command    smtpcodes.Command   `json:"command,omitzero"`
	Name       string              `json:"constant,omitempty"`
	Standing   []standing          `json:"standing,omitempty"`
	Problems   []problem           `json:"problems,omitempty"`
	Outcome    string              `json:"outcome,omitempty"`
	Title      string              `json:"title,omitempty"`
	Meaning    string              `json:"meaning,omitempty"`
	Documents  []document          `json:"documents,omitempty"`
	Cause      *described          `json:"cause,omitempty"`
	Basis      string              `json:"basis,omitempty"`
	Rule       string              `json:"rule,omitempty"`
	Words      string              `json:"words,omitempty"`
	Origin     *described          `json:"origin,omitempty"`
	Fault      string              `json:"fault,omitempty"`
	Side       string              `json:"side,omitempty"`
	Actions    []described         `json:"actions,omitempty"`
	Action     string              `json:"action,omitempty"`
	Advice     string              `json:"advice,omitempty"`
	RetryAfter float64             `json:"retry_after_seconds,omitempty"`
	URL        string              `json:"url,omitempty"`
	Blocklist  string              `json:"blocklist,omitempty"`
	Answers    []smtpcodes.Command `json:"answers,omitempty"`
	Beside     []string            `json:"beside,omitempty"`
}

// document is who says that a code means this.
type document struct {
	Code     string        `json:"code"`
	Origin   origin.Origin `json:"origin"`
	Title    string        `json:"title"`
	Sections string        `json:"sections,omitempty"`
}

// standing is what a code is worth.
type standing struct {
	Code   string `json:"code"`
	Status string `json:"status"`
}

// described is an id and what it is called.
type described struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
}

func (a *app) writeJSON(v any) {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		fmt.Fprintf(a.stderr, "%s: %v\n", a.title(), err)
	}
}

// explanation says all that is known of a subject.
func (a *app) explanation(s subject) explanation {
	e := explanation{
		Input: s.input, Language: a.texts.Language().String(),
		Code: s.reply.Code, Enhanced: s.reply.Enhanced, Condition: s.condition, Command: s.command,
	}
	if d := s.condition; d != 0 {
		if code := d.With(firstClass(d)); d.Name() != "" {
			e.Title, e.Meaning = a.texts.Enhanced(code), a.texts.EnhancedMeaning(code)
		} else {
			e.Title, e.Meaning = a.texts.Subject(d.Subject()), a.texts.SubjectMeaning(d.Subject())
		}
		e.Name, e.Standing = constant("enhanced", d.Name()), []standing{{d.String(), d.Status().String()}}
		e.Documents, e.Beside = documents(d.String(), d.Sources()), besideCondition(d)
		return e
	}
	x, f := a.texts.ExplainAnswer(s.command, s.reply), s.finding
	x.Said = strings.TrimSpace(x.Said)
	e.Said, e.Title, e.Meaning, e.Side, e.Action, e.Advice = x.Said, x.Title, x.Meaning, x.Side, x.Action, x.Advice
	if c := s.reply.Code; c != 0 {
		e.Standing = append(e.Standing, standing{c.String(), c.Status().String()})
	}
	if d := s.reply.Enhanced.Condition(); d != 0 {
		e.Standing = append(e.Standing, standing{d.String(), d.Status().String()})
	}
	for _, p := range s.reply.Check(s.command) {
		if p.Rule == reply.ClassMismatch {
			e.Problems = append(e.Problems, problem(p))
		}
	}
	e.Outcome = s.command.Outcome(s.reply.Code).String()
	e.Documents = slices.Concat(codeDocuments(s.reply.Code, s.command), enhancedDocuments(s.reply.Enhanced))
	if f.Cause != cause.Unknown {
		e.Cause = &described{f.Cause.String(), a.texts.Cause(f.Cause), a.texts.CauseMeaning(f.Cause)}
		e.Basis, e.Fault = f.Basis.String(), f.Cause.Fault().String()
		e.Rule, e.Words = f.Rule.ID(), f.Rule.Text()
		for action := range f.Cause.Actions() {
			e.Actions = append(e.Actions, described{action.String(), a.texts.Action(action), a.texts.ActionMeaning(action)})
		}
	}
	if f.Origin != 0 {
		e.Origin = &described{ID: f.Origin.String(), Title: a.texts.Origin(f.Origin)}
	}
	e.RetryAfter, e.URL, e.Blocklist = f.RetryAfter.Seconds(), f.URL, f.Blocklist
	if s.bare() {
		e.describe(s)
	}
	return e
}

// describe adds what a dictionary says about codes alone.
func (e *explanation) describe(s subject) {
	switch code, d := s.reply.Code, s.reply.Enhanced.Condition(); {
	case s.reply.Enhanced != 0:
		e.Name = constant("enhanced", s.reply.Enhanced.Name())
		if code == 0 {
			e.Beside = besideCondition(d)
		}
	case code != 0:
		e.Name, e.Beside = constant("smtpcodes", code.Name()), besideCode(code)
		if s.command == 0 {
			e.Answers = slices.Collect(code.Commands())
			if len(e.Answers) == len(slices.Collect(smtpcodes.Commands())) {
				e.Answers = nil
			}
		}
	}
}

func constant(pkg, name string) string {
	if name == "" {
		return ""
	}
	return pkg + "." + name
}

// firstClass returns the class that a condition is most met in: that of failures
// that last, if it is for them.
func firstClass(d enhanced.Condition) enhanced.Class {
	classes := slices.Collect(d.Classes())
	if len(classes) == 0 {
		return enhanced.Permanent
	}
	return slices.Max(classes)
}

// codeDocuments returns the documents in force that let a code answer a command; any
// command if it is 0.
func codeDocuments(c smtpcodes.Code, cmd smtpcodes.Command) []document {
	if cmd != 0 {
		rule, ok := cmd.Rule(c)
		if !ok || rule.Class != 0 && rule.Code == 0 {
			return nil
		}
		return []document{{c.String(), rule.Origin, rule.Origin.Title(), rule.Section}}
	}
	return documents(c.String(), c.Sources())
}

// enhancedDocuments returns the documents of an enhanced code, none if it has none.
func enhancedDocuments(c enhanced.Code) []document {
	d := c.Condition()
	return documents(d.String(), d.Sources())
}

// documents are the sources of a code or condition.
func documents(code string, sources iter.Seq[origin.Source]) []document {
	var docs []document
	for s := range sources {
		docs = append(docs, document{code, s.Origin, s.Origin.Title(), s.Section})
	}
	return docs
}

// besideCode returns the enhanced codes that stand beside a basic code, each once.
func besideCode(c smtpcodes.Code) []string {
	var codes []string
	for p := range enhanced.ForReply(c) {
		if s := p.Enhanced.String(); p.Class == 0 && p.Status == smtpcodes.Current && !slices.Contains(codes, s) {
			codes = append(codes, s)
		}
	}
	return codes
}

func besideCondition(d enhanced.Condition) []string {
	codes := []string{}
	for c := range d.Replies() {
		codes = append(codes, c.String())
	}
	return codes
}

// explain prints an explanation.
func (a *app) explain(s subject) {
	e := a.explanation(s)
	if a.json {
		a.writeJSON(e)
		return
	}
	if s.condition != 0 {
		a.section(s.condition.String(), e.Title, e.Meaning)
	} else {
		x := a.texts.ExplainAnswer(s.command, s.reply)
		for part := range x.Sections() {
			a.section(part.Heading, part.Lines...)
		}
		for i, action := range e.Actions {
			if i > 0 { // the first is in the explanation
				a.section("", action.Title, action.Text)
			}
		}
	}
	w := a.words
	if s.finding.RetryAfter > 0 {
		a.section(w.retryAfter, w.duration(s.finding.RetryAfter))
	}
	a.section(w.link, e.URL)
	a.section(w.blocklist, e.Blocklist)
	if e.Origin != nil {
		a.section(w.whose, e.Origin.Title, e.Words)
	}
	a.own(w.standard, cite(e.Documents))
	var notCurrent []string
	for _, st := range e.Standing {
		if text := w.standing(st.Status); text != "" {
			notCurrent = append(notCurrent, st.Code+"  "+text)
		}
	}
	if len(e.Problems) > 0 {
		notCurrent = append(notCurrent, fmt.Sprintf(w.mismatch, e.Code, e.Enhanced))
	}
	a.section(w.status, notCurrent...)
	var verbs []string
	for _, cmd := range e.Answers {
		verbs = append(verbs, commandWord(cmd))
	}
	a.section(w.answers, strings.Join(verbs, " "))
	a.section(w.beside, strings.Join(e.Beside, " "))
	a.section(w.constant, e.Name)
}

// section prints a heading and what belongs to it, nothing if there is nothing.
func (a *app) section(heading string, texts ...string) {
	for i := range texts {
		texts[i] = printable(texts[i])
	}
	a.own(heading, texts)
}

// own is section for text that is our own, in which no line is broken at nbsp.
func (a *app) own(heading string, texts []string) {
	for _, text := range texts {
		if text == "" {
			continue
		}
		if heading != "" {
			fmt.Fprintln(a.stdout, a.style.heading(heading))
			heading = ""
		}
		for _, line := range wrap(text, a.width-2) {
			fmt.Fprintln(a.stdout, "  "+strings.ReplaceAll(line, nbsp, " "))
		}
	}
}

// cite names documents, a line for each code: with sections and title if a code has
// one document.
func cite(docs []document) []string {
	const most = 4
	var lines []string
	for len(docs) > 0 {
		n := 1
		for n < len(docs) && docs[n].Code == docs[0].Code {
			n++
		}
		var names []string
		for _, d := range docs[:min(n, most)] {
			names = append(names, d.name())
		}
		if n > most {
			names = append(names, "...")
		}
		line := docs[0].Code + "  " + strings.Join(names, ", ")
		if d := docs[0]; n == 1 {
			if d.Sections != "" {
				line += " " + d.Sections
			}
			if d.name() != d.Title {
				line += " (" + d.Title + ")"
			}
		}
		lines = append(lines, line)
		docs = docs[n:]
	}
	return lines
}

// name is how people cite a document.
func (d document) name() string {
	if number, ok := strings.CutPrefix(d.Origin.String(), "rfc"); ok {
		return "RFC" + nbsp + number
	}
	return d.Title
}

// duration says how long in the largest unit that fits.
func (w *words) duration(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return fmt.Sprintf(w.days, d/(24*time.Hour))
	case d%time.Hour == 0:
		return fmt.Sprintf(w.hours, d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf(w.minutes, d/time.Minute)
	}
	return fmt.Sprintf(w.seconds, d/time.Second)
}
