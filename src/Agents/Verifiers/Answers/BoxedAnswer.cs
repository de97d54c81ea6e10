namespace Rlar.Agents.Verifiers.Answers;

/// <summary>Reads <c>\boxed{...}</c> and <c>\fbox{...}</c>, with nested braces, in one pass over the text.</summary>
public static class BoxedAnswer
{
    private static readonly string[] s_commands = ["\\boxed", "\\fbox"];

    /// <summary>The contents of every closed box that stands in no other box, in order. A box that is never closed is none.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> All(string text)
    {
        var found = new List<string>();
        var at = 0;
        while (Next(text, at) is var start and >= 0)
        {
            var end = Closing(text, start);
            if (end < 0)
                break; // what is open to the end of the text holds all that follows
            found.Add(text[start..end]);
            at = end + 1;
        }

        return found;
    }

    /// <summary>The last box's content, or null.</summary>
    /// <param name="text">The text.</param>
    public static string? Last(string text) => All(text) is { Count: > 0 } all ? all[^1] : null;

    private static int Next(string text, int from)
    {
        while (from < text.Length)
        {
            var at = text.IndexOf('\\', from);
            if (at < 0)
                break;
            foreach (var command in s_commands)
            {
                if (!text.AsSpan(at).StartsWith(command, StringComparison.Ordinal))
                    continue;
                var brace = at + command.Length;
                while (brace < text.Length && text[brace] == ' ')
                    brace++;
                if (brace < text.Length && text[brace] == '{')
                    return brace + 1;
            }

            from = at + 1;
        }

        return -1;
    }

    private static int Closing(string text, int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++; // an escaped brace is text
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }
}
