package main

import (
	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/reply"
)

// words are the command's own words in one language. What the codes mean comes
// from package catalog.
type words struct {
	// Headings of an explanation.
	standard, whose, retryAfter, link, blocklist, beside, answers, constant, command string
	// Heads of tables.
	code, enhanced, condition, classes, status, name, text, extension, meaning, kind, origin, section,
	action, title, count, share, cause, fault string
	// Sentences with gaps.
	seconds, minutes, hours, days              string
	lines                                      string
	more, checked, answersTo                   string
	breach, unusual, remark                    string
	unregistered, obsolete, draft, nonstandard string
	mismatch, practice                         string
	unknownOrigin                              string
	// What the rules of check are about, where their English details need it.
	rules map[reply.Rule]string
}

var english = words{
	standard: "By which document", whose: "Whose words", retryAfter: "Try again after", link: "Link", blocklist: "Blocklist",
	beside: "Stands beside", answers: "May answer", constant: "In Go", command: "Command",
	code: "Code", enhanced: "Enhanced", condition: "Condition", classes: "Classes", status: "Status", name: "Name", text: "Text",
	extension: "Extension", meaning: "Meaning", kind: "Kind", origin: "Origin", section: "Section",
	action: "What to do", title: "Title", count: "Count", share: "Share", cause: "Cause", fault: "Fault",
	seconds: "%d s", minutes: "%d min", hours: "%d h", days: "%d d",
	lines: "Lines: %s. Replies: %s. Lines without a reply: %s.", more: "and %d more, %s replies",
	checked:   "Replies: %d. Breaches: %d. Unusual: %d. Remarks: %d.",
	answersTo: "answers %s",
	breach:    "breach", unusual: "unusual", remark: "remark",
	unregistered: "known to no document or list", obsolete: "obsolete", draft: "only in a draft that expired", nonstandard: "in no standard, though it is in use",
	mismatch:      "%s and %s are of two classes, so that one of them is wrong",
	practice:      "a case that no document has",
	unknownOrigin: "not told",
}

var simplified = words{
	standard: "依据的文件", whose: "谁的措辞", retryAfter: "多久后重试", link: "链接", blocklist: "黑名单",
	beside: "可搭配", answers: "可应答", constant: "Go 常量", command: "命令",
	code: "代码", enhanced: "增强码", condition: "条件", classes: "类别", status: "状态", name: "名称", text: "文本",
	extension: "扩展", meaning: "含义", kind: "种类", origin: "来源", section: "章节",
	action: "怎么办", title: "标题", count: "数量", share: "占比", cause: "原因", fault: "责任方",
	seconds: "%d 秒", minutes: "%d 分钟", hours: "%d 小时", days: "%d 天",
	lines: "共 %s 行，%s 个应答，%s 行没有应答", more: "其余 %d 种，共 %s 个应答",
	checked:   "%d 个应答：%d 处违规，%d 处异常，%d 处提示",
	answersTo: "应答 %s",
	breach:    "违规", unusual: "异常", remark: "提示",
	unregistered: "没有任何文件或列表收录", obsolete: "已废弃", draft: "只见于已过期的草案", nonstandard: "不是标准代码，但有人使用",
	mismatch:      "%s 和 %s 的类别不一致，其中必有一个有误",
	practice:      "文件没有规定的情形",
	unknownOrigin: "未说明",
	rules: map[reply.Rule]string{
		reply.CodeGrammar:     "代码不合语法",
		reply.CodeStatus:      "代码不是现行标准代码",
		reply.CommandCode:     "命令不应得到这个代码",
		reply.ClassMismatch:   "两个代码类别不一致",
		reply.EnhancedPlace:   "增强码出现在不该出现的位置",
		reply.EnhancedMissing: "缺少增强码",
		reply.EnhancedStatus:  "增强码未登记或已废弃",
		reply.EnhancedClass:   "增强码不适用于该类别",
		reply.LinesDiffer:     "各行不一致",
		reply.LineLength:      "行过长",
		reply.TextOctets:      "含有不允许的字符",
		ruleSyntax:            "应答不合语法",
		ruleOneReply:          "一条命令应恰有一个应答",
		ruleRefuse:            "必须拒绝的却接受了",
		ruleRequired:          "必须支持的命令",
	},
}

var traditional = words{
	standard: "依據的文件", whose: "誰的措辭", retryAfter: "多久後重試", link: "連結", blocklist: "黑名單",
	beside: "可搭配", answers: "可回應", constant: "Go 常數", command: "命令",
	code: "代碼", enhanced: "增強碼", condition: "條件", classes: "類別", status: "狀態", name: "名稱", text: "文字",
	extension: "擴充", meaning: "意義", kind: "種類", origin: "來源", section: "章節",
	action: "該怎麼做", title: "標題", count: "數量", share: "占比", cause: "原因", fault: "責任方",
	seconds: "%d 秒", minutes: "%d 分鐘", hours: "%d 小時", days: "%d 天",
	lines: "共 %s 行，%s 個回應，%s 行沒有回應", more: "其餘 %d 種，共 %s 個回應",
	checked:   "%d 個回應：%d 處違規，%d 處異常，%d 處提示",
	answersTo: "回應 %s",
	breach:    "違規", unusual: "異常", remark: "提示",
	unregistered: "沒有任何文件或清單收錄", obsolete: "已廢止", draft: "只見於已過期的草案", nonstandard: "不是標準代碼，但有人使用",
	mismatch:      "%s 和 %s 的類別不一致，其中必有一個有誤",
	practice:      "文件沒有規定的情況",
	unknownOrigin: "未說明",
	rules: map[reply.Rule]string{
		reply.CodeGrammar:     "代碼不合語法",
		reply.CodeStatus:      "代碼不是現行標準代碼",
		reply.CommandCode:     "命令不應得到這個代碼",
		reply.ClassMismatch:   "兩個代碼類別不一致",
		reply.EnhancedPlace:   "增強碼出現在不該出現的位置",
		reply.EnhancedMissing: "缺少增強碼",
		reply.EnhancedStatus:  "增強碼未登記或已廢止",
		reply.EnhancedClass:   "增強碼不適用於該類別",
		reply.LinesDiffer:     "各行不一致",
		reply.LineLength:      "行過長",
		reply.TextOctets:      "含有不允許的字元",
		ruleSyntax:            "回應不合語法",
		ruleOneReply:          "一道命令應恰有一個回應",
		ruleRefuse:            "必須拒絕的卻接受了",
		ruleRequired:          "必須支援的命令",
	},
}

// wordsFor returns the words in a language of the catalog, in English if there are
// none yet.
func wordsFor(tag language.Tag) *words {
	switch tag {
	case language.Chinese:
		return &simplified
	case language.TraditionalChinese:
		return &traditional
	}
	return &english
}

// standing says what a code is worth that is not in force, "" for one that is.
func (w *words) standing(status string) string {
	switch status {
	case "unregistered":
		return w.unregistered
	case "obsolete":
		return w.obsolete
	case "draft":
		return w.draft
	case "nonstandard":
		return w.nonstandard
	}
	return ""
}
