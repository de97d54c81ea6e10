using System.Buffers;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Judges;

/// <summary>
/// The marks of chat templates in an answer, written out as text: the end of its turn, the beginning of another. A model that writes one has said what it
/// had to say, so the answer ends there, and what a completion imitates behind it is not judged. An answer may speak about such marks: in code and in
/// quotation marks only their names are left, and where the question has some, a space breaks them. Lines like "User:" begin another's turn as well, unless
/// the question speaks of users or conversations.
/// </summary>
internal static partial class TurnMarks
{
    // What a decoder that leaves out no special token writes before an answer.
    private static readonly string[] s_headers =
    [
        "<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>", "<｜begin▁of▁sentence｜>", "<|im_start|>assistant", "<|im_sep|>", "<|assistant|>",
        "<｜Assistant｜>",
        "<|start_header_id|>assistant<|end_header_id|>", "<|header_start|>assistant<|header_end|>", "<|start|>assistant", "<|channel|>final<|message|>",
        "<start_of_turn>model", "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>", "<|start_of_role|>assistant<|end_of_role|>", "[|assistant|]", "[/INST]",
    ];

    private const string Names =
        "im_start|im_end|im_sep|im_user|im_assistant|im_system|im_middle|eot_id|eom_id|eot|eos|bos|begin_of_text|end_of_text|endoftext|startoftext"
        + "|start_header_id|end_header_id|header_start|header_end|start|end|message|channel|return|call|user|assistant|system|human|model"
        + "|start_of_role|end_of_role|start_of_turn_token|end_of_turn_token|user_token"
        + "|chatbot_token|system_token|endofturn|end_of_turn|start_of_turn|end_of_document|hy_[A-Za-z]+"
        + "|begin▁of▁sentence|end▁of▁sentence|begin_of_sentence|end_of_sentence";

    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly SearchValues<char> s_invisible = SearchValues.Create("\u00AD\u200B\u200C\u200D\u2060\uFEFF");

    /// <summary>What of an answer is judged.</summary>
    /// <param name="answer">The answer, after any thinking.</param>
    /// <param name="question">What was asked, and the references: where these have such marks, they are what the answer is about.</param>
    internal static string Cut(string answer, string question)
    {
        var ended = CutMarks(answer, question);
        return Line().IsMatch(ended) && !Topic().IsMatch(question) ? CutLines(ended) : ended;
    }

    private static string CutMarks(string answer, string question)
    {
        if (answer.AsSpan().IndexOfAny('<', '[', '\uFF1C') < 0)
            return answer;
        var visible = answer.AsSpan().ContainsAny(s_invisible) ? string.Concat(answer.Where(character => !s_invisible.Contains(character))) : answer;
        if (!Mark().IsMatch(visible))
            return answer;
        return Mark().IsMatch(question) ? PlainText.Of(visible) : Ended(WithoutHeader(visible));
    }

    private static string WithoutHeader(string answer)
    {
        var rest = answer.AsSpan();
        for (var found = true; found;)
        {
            found = false;
            foreach (var header in s_headers)
            {
                var trimmed = rest.TrimStart();
                if (trimmed.StartsWith(header, StringComparison.OrdinalIgnoreCase) && !(header == "<s>" && IsStruck(trimmed)))
                {
                    rest = trimmed[header.Length..];
                    found = true;
                }
            }
        }

        return rest.Length == answer.Length ? answer : rest.TrimStart().ToString();
    }

    private static string Ended(string answer)
    {
        var kept = new System.Text.StringBuilder();
        var (at, opened) = (0, -1);
        var inCode = false;
        foreach (Match mark in Mark().Matches(answer))
        {
            var before = answer.AsSpan(at, mark.Index - at);
            inCode ^= before.Count("```") % 2 == 1;
            if (before.LastIndexOf("<s>", StringComparison.OrdinalIgnoreCase) is >= 0 and var strike)
                opened = at + strike;
            // HTML's, and not the tokens around a whole text.
            if (opened >= 0 && mark.ValueSpan.Equals("</s>", StringComparison.OrdinalIgnoreCase)
                && (opened > 0 || !answer.AsSpan(mark.Index + mark.Length).IsWhiteSpace()))
            {
                kept.Append(before).Append(mark.ValueSpan);
                opened = -1;
            }
            else if (inCode || (mark.Index > 0 && IsQuotation(answer[mark.Index - 1])))
            {
                kept.Append(before).Append(mark.ValueSpan.Trim("<>[]|/ \uFF1C\uFF1E\uFF5C"));
            }
            else
            {
                return kept.Append(before).ToString().TrimEnd();
            }

            at = mark.Index + mark.Length;
        }

        return kept.Append(answer, at, answer.Length - at).ToString();
    }

    private static string CutLines(string answer)
    {
        var start = Header().Match(answer) is { Success: true } header ? header.Length : 0;
        var inCode = false;
        var at = start;
        foreach (Match line in Line().Matches(answer, start))
        {
            inCode ^= answer.AsSpan(at, line.Index - at).Count("```") % 2 == 1;
            if (!inCode)
                return answer[start..line.Index].Trim();
            at = line.Index;
        }

        return start == 0 ? answer : answer[start..].Trim();
    }

    private static bool IsQuotation(char character) => character is '`' or '"' or '\'' or '“' or '‘' or '«' or '「';

    // HTML's <s>…</s> with text after it, and not the tokens around a whole text.
    private static bool IsStruck(ReadOnlySpan<char> text) =>
        text.IndexOf("</s>", StringComparison.OrdinalIgnoreCase) is >= 0 and var end && !text[(end + 4)..].IsWhiteSpace();

    [GeneratedRegex(
        @"[<\uFF1C] ?[|\uFF5C] ?(" + Names + @") ?[|\uFF5C] ?[>\uFF1E]|</?(bos|eos|start_of_turn|end_of_turn)>|</s>|<</?SYS>>|\[/?(INST|SYSTEM_PROMPT)\]"
        + @"|\[\|(user|assistant|system|endofturn)\|\]",
        Options)]
    private static partial Regex Mark();

    // The header is the answer's own; lines of others end it.
    [GeneratedRegex(@"\A\s*(#{1,4} ?)?(\*\*)?(Assistant|AI|Response|助手)(\*\*)?[ \t]*[:：]", Options)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"^[ \t]*(#{1,4} ?)?(\*\*)?(User|Human|Assistant|System|Judge|Evaluator|Instruction|Response|Usuario|Utilisateur|Benutzer|Пользователь"
        + @"|用户|人类|助手|系统|ユーザー)(\*\*)?[ \t]*[:：]",
        Options | RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(
        @"user|human|assistant|system|judge|evaluat|instruction|response|dialog|conversation|\bchat|interview|script|scene|role"
        + "|usuario|utilisateur|benutzer|пользоват|用户|人类|助手|系统|对话|会话|ユーザー|会話",
        Options)]
    private static partial Regex Topic();
}
