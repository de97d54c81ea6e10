namespace Rlar.Agents.Planning;

/// <summary>Cuts a description into requirements: sentences, list items, and parts between semicolons.</summary>
internal static class TaskSentences
{
    private const int Most = 12;

    internal static IReadOnlyList<string> Of(string description)
    {
        var parts = new List<string>();
        foreach (var line in description.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var start = 0;
            var text = line.TrimStart('-', '*', '•', ' ');
            for (var i = 0; i < text.Length; i++)
            {
                // A stop ends a sentence where a capital begins the next, so that 'e.g.' and quoted stops do not.
                if (text[i] is '.' or '!' or '?' && i + 2 < text.Length && text[i + 1] == ' ' && char.IsUpper(text[i + 2]))
                {
                    Add(text[start..(i + 1)]);
                    start = i + 2;
                }
            }

            Add(text[start..]);
        }

        return parts.Count > Most ? [.. parts.Take(Most - 1), string.Join(' ', parts.Skip(Most - 1))] : parts;

        void Add(string part)
        {
            if (part.Trim().Length > 0)
                parts.Add(part.Trim());
        }
    }
}
