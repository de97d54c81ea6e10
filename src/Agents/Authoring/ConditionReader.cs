using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Conditions on what the prompt, the reference or the answer holds: "if the prompt contains 'brief', at most 20 words", "… otherwise …". A condition that
/// speaks of anything else is not read.
/// </summary>
internal static class ConditionReader
{
    private const int LongestTopic = 3;
    private static readonly HashSet<string> s_conditions = new(StringComparer.OrdinalIgnoreCase) { "if", "when", "whenever", "wenn", "falls" };
    private static readonly HashSet<string> s_prompt = new(StringComparer.OrdinalIgnoreCase)
    {
        "prompt", "question", "user", "query", "request", "instruction", "instructions", "input", "the user speaks", "task", "user prompt", "user message",
    };

    private static readonly HashSet<string> s_asks = new(StringComparer.OrdinalIgnoreCase)
    {
        "asks", "ask", "asked", "requests", "requested", "wants", "want", "demands", "says", "mentions", "specifies", "calls",
    };

    // "asks in German" is about how it asks.
    private static readonly HashSet<string> s_otherwise = new(StringComparer.OrdinalIgnoreCase) { "in", "with", "by", "on", "as", "if", "whether", "auf" };

    private static readonly Item s_subject = new("answer", TokenKind.Word, [new Meaning("subj", "")], 1);

    /// <summary>Whether a condition on what was asked begins at a place.</summary>
    internal static bool BeginsAt(List<Item> items, int at) => s_conditions.Contains(items[at].Text)
        && items.Skip(at + 1).Take(2).Any(item => s_prompt.Contains(item.Text));

    /// <summary>What the items say; null where they set no condition, or one that is not understood.</summary>
    internal static TemplateExpression? Read(List<Item> items)
    {
        var at = items.FindIndex(item => s_conditions.Contains(item.Text));
        if (at < 0 || items.FindIndex(at + 1, item => s_conditions.Contains(item.Text)) is >= 0 and var second && !IsElse(items, second))
            return null;
        var stop = items.FindIndex(at + 1, item => item.Text is "," or "then" or ":");
        if (at == 0 && stop > 1)
        {
            var rest = items[(stop + 1)..];
            while (rest.Count > 0 && rest[0].Text is "then" or ",")
                rest.RemoveAt(0);
            if (Joined(items[1..stop], rest) is { } atComma)
                return atComma;
        }

        // "if the reference is 'yes' the completion must start with …": the next subject ends the condition
        if (at == 0)
        {
            for (var i = 3; i < items.Count - 1; i++)
            {
                if (items[i].Text.ToLowerInvariant() is "the" or "it" && (items[i + 1].Is("subj") || items[i].Text == "it" && items[i + 1].Is("modal"))
                    && Joined(items[1..i], items[i..]) is { } found)
                    return found;
            }

            return null;
        }

        return stop < 0 ? Joined(items[(at + 1)..], items[..at]) : null;
    }

    private static TemplateExpression? Joined(List<Item> condition, List<Item> rest)
    {
        while (condition.Count > 0 && condition[^1].Is("stop"))
            condition.RemoveAt(condition.Count - 1);
        if (Condition(condition) is not { } when)
            return null;
        var other = rest.FindIndex(item => item.Text.ToLowerInvariant() is "otherwise" or "else" or "if not");
        var (first, second) = other < 0 ? (rest, []) : (rest[..other], rest[(other + 1)..]);
        while (first.Count > 0 && (first[^1].Text is "," or ";" or "and" || first[^1].Is("stop")))
            first = first[..^1];
        if (DescriptionReader.Plain(first) is not [var then])
            return null;
        var holds = Checks.Any([TemplateExpression.Not(when), then]);
        if (second.Count == 0)
            return holds;

        // "otherwise with 'No'" says again what stood before the text
        var text = first.FindIndex(item => item.Kind is TokenKind.Text or TokenKind.Number || item.Is("num"));
        var isVerbless = s_otherwise.Contains(second[0].Text);
        var otherwise = !isVerbless && DescriptionReader.Plain(second) is [var said] ? said
            : text > 0 && DescriptionReader.Plain([.. first[..text], .. second[(isVerbless ? 1 : 0)..]]) is [var again] ? again : null;
        return otherwise is null ? null : Checks.All([holds, Checks.Any([when, otherwise])]);
    }

    private static TemplateExpression? Condition(List<Item> items)
    {
        var at = items.FindIndex(item => s_prompt.Contains(item.Text) || item.Is("ref") || item.Is("subj"));
        if (at is < 0 or > 2 || at + 1 >= items.Count)
            return null;
        var said = items[(at + 1)..];
        if (items[at].Is("ref") && !s_prompt.Contains(items[at].Text))
            return Part(said) is { } held ? TemplateExpression.Within("reference", held) : null;
        if (!s_prompt.Contains(items[at].Text))
            return Part(said);
        return (Topic(said) ?? Part(said)) is { } part ? TemplateExpression.Within("prompt", part) : null;
    }

    private static TemplateExpression? Part(List<Item> said) => DescriptionReader.Plain([s_subject, .. said]) is [var part] ? part
        : said[0].Is("has") && said.Count <= LongestTopic && said[^1].Text is "list" ? Checks.Of("element_count", ("kind", "list-item"), ("min", 1.0)) : null;

    // "asks for JSON", "mentions a table": the word itself
    private static TemplateExpression? Topic(List<Item> said)
    {
        var verb = said[0].Text.Split(' ');
        if (!s_asks.Contains(verb[0]) || said.Count > 1 && verb.Length == 1 && s_otherwise.Contains(said[1].Text.Split(' ')[0]))
            return null;
        var words = said.Skip(1).Where(item => item.Text.ToLowerInvariant() is not ("for" or "a" or "an" or "the" or "to" or "about" or "explicitly")).ToList();
        return words.Count is 0 or > LongestTopic || words.Exists(item => item.Is("neg") || item.Is("num") || item.Is("and") || item.Is("or"))
            ? null
            : Checks.Of("contains", ("text", string.Join(' ', words.Select(item => item.Text))), ("case", "any"));
    }

    private static bool IsElse(List<Item> items, int at) => at + 1 < items.Count && items[at + 1].Text.Equals("not", StringComparison.OrdinalIgnoreCase);
}
