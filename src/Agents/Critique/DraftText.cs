using System.Text;
using System.Text.Json;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>The text of a draft as rules read it: its literals, and its code without literals and comments.</summary>
internal sealed class DraftText
{
    private readonly List<string> _literals = [];
    private readonly StringBuilder _code = new();

    private DraftText()
    {
    }

    /// <summary>The string literals of a script, or the texts of a template's slots, each once.</summary>
    internal IReadOnlyList<string> Literals => [.. _literals.Where(text => text.Trim().Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>A script's code with "" in place of each literal and without comments; "" for other forms.</summary>
    internal string Code => _code.ToString();

    /// <summary>The identifiers and keywords of the code, in order.</summary>
    internal IEnumerable<string> Words()
    {
        var word = new StringBuilder();
        foreach (var sign in Code + " ")
        {
            if (char.IsLetterOrDigit(sign) || sign == '_')
            {
                word.Append(sign);
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }

    /// <summary>Reads a draft.</summary>
    internal static DraftText Of(ToolDraft draft)
    {
        var text = new DraftText();
        if (draft.Form == DraftForm.Script)
            text.Script(draft.Content);
        else if (draft.Form == DraftForm.Template)
            text.Template(draft.Content);
        return text;
    }

    private void Template(string content)
    {
        try
        {
            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 64 });
            Slots(json.RootElement, isSlot: false);
        }
        catch (JsonException)
        {
            // Its maker refuses it, with the place.
        }
    }

    private void Slots(JsonElement element, bool isSlot)
    {
        if (element.ValueKind == JsonValueKind.String && isSlot)
            _literals.Add(element.GetString()!);
        else if (element.ValueKind == JsonValueKind.Array)
            element.EnumerateArray().ToList().ForEach(item => Slots(item, isSlot));
        else if (element.ValueKind == JsonValueKind.Object)
            element.EnumerateObject().ToList().ForEach(member => Slots(member.Value,
                isSlot: member.Name is not ("template" or "kind" or "unit" or "language")));
    }

    private void Script(string code)
    {
        for (var at = 0; at < code.Length;)
        {
            if (code.AsSpan(at).StartsWith("//"))
                at = End(code, at, "\n");
            else if (code.AsSpan(at).StartsWith("/*"))
                at = End(code, at + 2, "*/");
            else if (code.AsSpan(at).StartsWith("\"\"\""))
                at = Raw(code, at);
            else if (code[at] == '"')
                at = Quoted(code, at, isVerbatim: at > 0 && (code[at - 1] == '@' || (code[at - 1] == '$' && at > 1 && code[at - 2] == '@')));
            else if (code[at] == '\'')
                at = Letter(code, at);
            else
                _code.Append(code[at++]);
        }
    }

    private static int End(string code, int from, string mark)
    {
        var end = from > code.Length ? -1 : code.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? code.Length : end + mark.Length;
    }

    private int Raw(string code, int at)
    {
        var quotes = 0;
        while (at + quotes < code.Length && code[at + quotes] == '"')
            quotes++;
        var end = code.IndexOf(new string('"', quotes), at + quotes, StringComparison.Ordinal);
        _code.Append("\"\"");
        _literals.Add(code[(at + quotes)..(end < 0 ? code.Length : end)].Trim('\r', '\n'));
        return end < 0 ? code.Length : end + quotes;
    }

    private int Quoted(string code, int at, bool isVerbatim)
    {
        var text = new StringBuilder();
        var end = at + 1;
        for (; end < code.Length; end++)
        {
            if (isVerbatim && code[end] == '"' && end + 1 < code.Length && code[end + 1] == '"')
                text.Append(code[end++]);
            else if (!isVerbatim && code[end] == '\\' && end + 1 < code.Length)
                text.Append(code[++end] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            else if (code[end] == '"')
                break;
            else
                text.Append(code[end]);
        }

        _code.Append("\"\"");
        _literals.Add(text.ToString());
        return Math.Min(end + 1, code.Length);
    }

    private int Letter(string code, int at)
    {
        var end = at + 1 < code.Length && code[at + 1] == '\\' ? at + 3 : at + 2;
        _code.Append("' '");
        return Math.Min(end + 1, code.Length);
    }
}
