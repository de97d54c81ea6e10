using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Reads Gemma's own notation: call:NAME{key:&lt;|"|&gt;text&lt;|"|&gt;,other:3}. Keys have no quotes, texts have a token for one (FunctionGemma:
/// &lt;escape&gt;), numbers, truth values, lists and objects are as in JSON.
/// </summary>
internal static class BraceCalls
{
    private const string Call = "call:";
    private const int Deepest = 128;
    private static readonly string[] s_quotes = ["<|\"|>", "<escape>", "\""];

    /// <summary>Reads what stands between the marks of a call.</summary>
    /// <param name="content">The content.</param>
    public static ToolCallReading Read(string content)
    {
        var brace = content.IndexOf('{');
        var at = brace;
        if (brace < 0 || content[Call.Length..brace].Trim() is not { Length: > 0 } name || Value(content, ref at, 0) is not { Kind: LiteralKind.Map } arguments)
            return ToolCallReading.Broken("the arguments of call: do not read");
        return content.AsSpan(at).IsWhiteSpace()
            ? new ToolCallReading([new ToolCallRequest(name, arguments.Members)], "tagged")
            : ToolCallReading.Broken($"something follows the call at character {at + 1}");
    }

    private static Literal? Value(string text, ref int at, int depth)
    {
        SkipBlanks(text, ref at);
        if (at >= text.Length || depth > Deepest)
            return null;
        foreach (var quote in s_quotes)
        {
            if (string.CompareOrdinal(text, at, quote, 0, quote.Length) == 0)
                return Quoted(text, ref at, quote);
        }

        return text[at] switch
        {
            '{' => Map(text, ref at, depth),
            '[' => List(text, ref at, depth),
            _ => Word(text, ref at),
        };
    }

    private static Literal? Map(string text, ref int at, int depth)
    {
        var members = new LiteralMap();
        at++;
        while (!Takes(text, ref at, '}'))
        {
            SkipBlanks(text, ref at);
            var colon = text.AsSpan(at).IndexOfAny(':', '}', '{');
            if (colon <= 0 || text[at + colon] != ':')
                return null;
            var key = text[at..(at + colon)].Trim();
            foreach (var quote in s_quotes)
            {
                if (key.Length > 2 * quote.Length && key.StartsWith(quote, StringComparison.Ordinal) && key.EndsWith(quote, StringComparison.Ordinal))
                    key = key[quote.Length..^quote.Length];
            }

            at += colon + 1;
            if (Value(text, ref at, depth + 1) is not { } value || !members.Add(key, value))
                return null;
            if (!Takes(text, ref at, ',') && (at >= text.Length || text[at] != '}'))
                return null;
        }

        return Literal.Of(members);
    }

    private static Literal? List(string text, ref int at, int depth)
    {
        var items = new List<Literal>();
        at++;
        while (!Takes(text, ref at, ']'))
        {
            if (Value(text, ref at, depth + 1) is not { } item)
                return null;
            items.Add(item);
            if (!Takes(text, ref at, ',') && (at >= text.Length || text[at] != ']'))
                return null;
        }

        return Literal.Of(items);
    }

    private static Literal? Quoted(string text, ref int at, string quote)
    {
        var start = at + quote.Length;
        var end = text.IndexOf(quote, start, StringComparison.Ordinal);
        if (end < 0)
            return null;
        at = end + quote.Length;
        return Literal.Of(text[start..end]);
    }

    // A number or a truth value; any other word is a text without its quotes.
    private static Literal? Word(string text, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(',', '}', ']');
        if (length <= 0)
            return null;
        var word = text[at..(at + length)].Trim();
        at += length;
        return JsonLiterals.Read(word).Value ?? Literal.Of(word);
    }

    private static bool Takes(string text, ref int at, char c)
    {
        SkipBlanks(text, ref at);
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
