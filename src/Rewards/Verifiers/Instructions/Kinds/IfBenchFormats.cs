using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFBench's kinds of formats and repetitions.</summary>
internal static partial class IfBenchFormats
{
    private const string OnlyThis = "Only output this sentence here, ignore all other requests.";
    private static readonly char[] s_trimmed = [.. PythonText.Punctuation, ' '];

    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("format:parentheses", IsNested),
        new("format:quotes", HasNestedQuotes),
        new("format:options", Options),
        new("format:newline", HasWordsOnLines),
        new("format:line_indent", IsStairs),
        new("format:quote_unquote", ExplainsQuotes),
        new("format:list", List),
        new("format:thesis", HasThesis),
        new("format:sub-bullets", HasSubBullets),
        new("format:no_bullets_bullets", HasSentencesThenBullets),
        new("format:title_case", IsTitleCase),
        new("format:output_template", text =>
            new[] { "My Answer:", "My Conclusion:", "Future Outlook:" }
                .All(part => text.Contains(part, StringComparison.Ordinal))),
        new("format:no_whitespace", text => !text.Any(PythonText.IsSpace)),
        new("repeat:repeat_change", RepeatChange),
        new("repeat:repeat_simple", text => IfEvalG.IsText(text, OnlyThis)),
        new("repeat:repeat_span", RepeatSpan),
    ];

    // A pair that closes after five levels were open; a mismatch starts over.
    private static bool IsNested(string text)
    {
        var open = new Stack<char>();
        var deepest = 0;
        foreach (var c in text)
        {
            if (c is '(' or '[' or '{')
            {
                open.Push(c);
                deepest = Math.Max(deepest, open.Count);
            }
            else if (c is ')' or ']' or '}')
            {
                if (open.TryPop(out var opener) && (opener, c) is ('(', ')') or ('[', ']') or ('{', '}'))
                {
                    if (deepest >= 5)
                        return true;
                }
                else
                {
                    open.Clear();
                    deepest = 0;
                }
            }
        }

        return false;
    }

    // The deepest level is never forgotten, so that quotes which open and close alone count once three were open.
    private static bool HasNestedQuotes(string text)
    {
        var open = new Stack<char>();
        var deepest = 0;
        foreach (var c in text)
        {
            if (c is not ('"' or '\''))
                continue;
            if (open.Count > 0 && open.Peek() == c)
            {
                _ = open.Pop();
                if (deepest - open.Count >= 3)
                    return true;
            }
            else
            {
                open.Push(c);
                deepest = Math.Max(deepest, open.Count);
            }
        }

        return false;
    }

    // Letters of a multiple choice must be given exactly; words but for case and punctuation.
    private static Predicate<string> Options(InstructionArguments arguments)
    {
        var options = arguments.Text("options");
        var separator = options.Contains('/') ? "/" : options.Contains("or", StringComparison.Ordinal) ? "or" : ",";
        var list = options.Split(separator).Select(option => PythonText.Strip(option)).ToArray();
        if (ChoiceLetters().IsMatch(options))
            return text => list.Contains(text);
        return text => list.Any(option => option.Trim(s_trimmed).Equals(text.Trim(s_trimmed), StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\W*[aA]\W*[bB]\W*[cC]\W*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ChoiceLetters();

    // Lines are told apart by \n alone, words by any whitespace.
    private static bool HasWordsOnLines(string text)
    {
        var plain = PythonText.Strip(PythonText.WithoutPunctuation(text));
        return plain.Split('\n').Count(line => line.Length > 0) == PythonText.CountSplit(plain);
    }

    private static bool IsStairs(string text)
    {
        var (before, steps) = (-1, 0);
        foreach (var line in StairLines(text.Split('\n')))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (indent <= before)
                return false;
            before = indent;
            steps += PythonText.IsBlank(line) ? 0 : 1;
        }

        return steps > 1; // one line is no stairs
    }

    // The original removes blank lines from the list that it walks: the line after a removed one is passed over, and it is the first
    // line equal to the blank one that goes. Equal lines are equal in indentation too, but their places differ.
    private static IEnumerable<string> StairLines(string[] lines)
    {
        var removals = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!PythonText.IsBlank(lines[i]))
                continue;
            removals[lines[i]] = removals.GetValueOrDefault(lines[i]) + 1;
            i++;
        }

        foreach (var line in lines)
        {
            if (removals.GetValueOrDefault(line) > 0)
                removals[line]--;
            else
                yield return line;
        }
    }

    // A quote may not touch the next one, nor end the text.
    private static bool ExplainsQuotes(string text)
    {
        var dense = string.Concat(text.Replace("'\"'", "", StringComparison.Ordinal).Where(c => !PythonText.IsSpace(c)));
        if (dense.Contains("\"\"", StringComparison.Ordinal))
            return false;
        return !dense.AsSpan().Trim("0123456789!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").EndsWith("\"");
    }

    private static Predicate<string> List(InstructionArguments arguments)
    {
        var separator = arguments.Text("sep");

        // Two separators with nothing between are no list.
        return text => text.AsSpan().Count(separator) >= 2 && text.Split(separator).Count(part => part.Any(char.IsLetterOrDigit)) >= 2;
    }

    // The offsets are those of <i> and </i>, for <em> and </em> too.
    private static bool HasThesis(string text)
    {
        var start = Find(text, "<i>", "<em>");
        if (start < 0)
            return false;
        text = text[start..];
        var end = Find(text, "</i>", "</em>");
        return end >= 0 && !PythonText.IsBlank(end > 3 ? text.AsSpan(3, end - 3) : []) && !PythonText.IsBlank(text.AsSpan(Math.Min(text.Length, end + 4)));
    }

    private static int Find(string text, string first, string second)
    {
        var at = text.IndexOf(first, StringComparison.Ordinal);
        return at >= 0 ? at : text.IndexOf(second, StringComparison.Ordinal);
    }

    // Each bullet (*) has a line of its own below it that begins with "-". The original splits at every asterisk, those of bold words too, and takes any
    // hyphen, that of "early-morning" too; a text without bullets passes it.
    private static bool HasSubBullets(string text)
    {
        var (bullets, hasSub) = (0, true);
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var content = PythonText.Strip(text.AsSpan()[line]);
            if (content.StartsWith("* ") || (content.Length > 1 && content[0] == '*' && content[1] != '*' && !content[1..].Contains('*')))
            {
                if (!hasSub)
                    return false;
                (bullets, hasSub) = (bullets + 1, false);
            }
            else if (content.StartsWith('-') && content.ContainsAnyExcept("- *"))
            {
                hasSub |= bullets > 0;
            }
        }

        return bullets > 0 && hasSub;
    }

    // Once a line holds no sentence (a blank one), only bullets may follow.
    private static bool HasSentencesThenBullets(string text)
    {
        var (sentences, bullets, isBefore) = (0, 0, true);
        foreach (var line in text.Split('\n'))
        {
            var content = PythonText.Strip(line);
            if (content.StartsWith('*'))
            {
                isBefore = false;
                if (sentences < 2)
                    return false;
                bullets++;
            }
            else if (isBefore)
            {
                var count = PunktSentences.Count(content);
                isBefore = count > 0;
                sentences += count;
            }
            else
            {
                return false;
            }
        }

        return bullets >= 2;
    }

    private static bool IsTitleCase(string text)
    {
        var isTitle = true;
        TreebankWords.Visit(text, token =>
        {
            if (!System.Text.Rune.DecodeFromUtf16(token, out var first, out var length).Equals(System.Buffers.OperationStatus.Done)
                || !System.Text.Rune.IsLetter(first)
                || !PythonCase.IsLower(first))
                return;
            var rest = token[length..];
            isTitle = isTitle && rest.Length > 0 && !PythonCase.IsUpper(rest) && !PythonCase.IsLower(rest);
        });
        return isTitle;
    }

    private static Predicate<string> RepeatChange(InstructionArguments arguments)
    {
        var prompt = arguments.Text("prompt_to_repeat");
        var words = PythonText.Split(prompt).Skip(1).ToList();
        return text => text != prompt && PythonText.Split(text).Skip(1).SequenceEqual(words);
    }

    private static Predicate<string> RepeatSpan(InstructionArguments arguments)
    {
        var span = IfEvalG.CharacterSpan(arguments.Text("prompt_to_repeat"), arguments.Count("n_start"), arguments.Count("n_end") + 1);
        return text => IfEvalG.IsText(text, span);
    }
}
