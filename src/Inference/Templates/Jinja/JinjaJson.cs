using System.Globalization;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>The filter <c>tojson</c> as transformers has it: Python's <c>json.dumps</c> with <c>ensure_ascii=False</c>.</summary>
internal static class JinjaJson
{
    /// <summary>The JSON of a value; contents in it stay contents.</summary>
    internal static JinjaText Write(object? value, JinjaArguments arguments)
    {
        _ = arguments.Only("ensure_ascii", "indent", "separators", "sort_keys");
        if (JinjaValues.IsTrue(arguments.Get(0, "ensure_ascii")) || arguments.Get(2, "separators") is not null
            || JinjaValues.IsTrue(arguments.Get(3, "sort_keys")))
            throw JinjaException.Unknown("tojson with ensure_ascii, separators or sort_keys");
        var indent = arguments.Get(1, "indent") is { } given ? (int)Math.Clamp(JinjaValues.Whole(given), 0, 100) : -1;
        var parts = new List<JinjaText>();
        Write(value, indent, 0, parts, arguments.Budget);
        return JinjaText.Join(parts);
    }

    private static void Write(object? value, int indent, int depth, List<JinjaText> parts, JinjaBudget budget)
    {
        budget.Enter();
        budget.Step();
        switch (value)
        {
            case null:
                Add("null");
                break;
            case bool flag:
                Add(flag ? "true" : "false");
                break;
            case long whole:
                Add(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case JinjaText text:
                Quote(text, parts, budget);
                break;
            case List<object?> list:
                Several(list, "[", "]", item => Write(item, indent, depth + 1, parts, budget));
                break;
            case JinjaMap { IsNamespace: false } map:
                Several([.. map], "{", "}", pair =>
                {
                    Quote(JinjaText.Of(pair.Key), parts, budget);
                    Add(": ");
                    Write(pair.Value, indent, depth + 1, parts, budget);
                });
                break;
            case JinjaUndefined or JinjaFunction:
                throw JinjaException.Refused($"the JSON of {JinjaValues.Kind(value)}");
            default:
                throw JinjaException.Unknown($"the JSON of {JinjaValues.Kind(value)}");
        }

        budget.Leave();

        void Add(string text)
        {
            budget.Characters(text.Length);
            budget.Items(1);
            parts.Add(JinjaText.Of(text));
        }

        void Several<T>(List<T> items, string open, string close, Action<T> write)
        {
            Add(open);
            for (var index = 0; index < items.Count; index++)
            {
                Add((index == 0 ? "" : indent < 0 ? ", " : ",") + Line(depth + 1));
                write(items[index]);
            }

            Add((items.Count == 0 ? "" : Line(depth)) + close);
        }

        string Line(int level) => indent < 0 ? "" : "\n" + new string(' ', indent * level);
    }

    private static void Quote(JinjaText text, List<JinjaText> parts, JinjaBudget budget)
    {
        budget.Copy(text);
        budget.Items(3);
        parts.Add(JinjaText.Of("\""));
        parts.Add(text.Map(character => character switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            < ' ' => $"\\u{(int)character:x4}",
            _ => null,
        }));
        parts.Add(JinjaText.Of("\""));
    }
}
