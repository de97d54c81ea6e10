using System.Globalization;
using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>The options of a multiple choice as a row has them.</summary>
internal sealed class ChoiceOptions
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private readonly IReadOnlyList<string> _labels;
    private readonly IReadOnlyList<string> _texts;

    private ChoiceOptions(JsonElement element, IReadOnlyList<string> labels, IReadOnlyList<string> texts)
    {
        Element = element;
        _labels = labels;
        _texts = texts;
    }

    /// <summary>The options as they stand.</summary>
    public JsonElement Element { get; }

    /// <summary>Reads options: a list of two to 26 texts, {"A": "…", …}, or ARC's {"text": […], "label": […]}, also in a text; null where it is none.</summary>
    public static ChoiceOptions? Of(JsonSlice value)
    {
        if (value.Kind == JsonTokenType.String)
            value = value.Parsed();
        if (value.Kind is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            return null;
        var element = value.Element();
        if (element.ValueKind == JsonValueKind.Array)
            return Texts(element) is { } list ? new ChoiceOptions(element, Letters(list.Count), list) : null;
        if (element.TryGetProperty("text", out var inner) && inner.ValueKind == JsonValueKind.Array)
        {
            var texts = Texts(inner);
            var labels = element.TryGetProperty("label", out var given) && given.ValueKind == JsonValueKind.Array ? Texts(given) : null;
            return texts is null || (labels is not null && labels.Count != texts.Count)
                ? null
                : new ChoiceOptions(element, labels ?? Letters(texts.Count), texts);
        }

        var names = element.EnumerateObject().Select(member => member.Name).ToList();
        return names.Count is >= 2 and <= 26 && names.SequenceEqual(Letters(names.Count))
            && element.EnumerateObject().All(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? new ChoiceOptions(element, names, [.. element.EnumerateObject().Select(member => member.Value.ToString())])
            : null;
    }

    /// <summary>The label of the option that a value says is right: a label, an option's text, or an index from 0. Null where it is none of these.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isKey">Whether it is ARC's key, which is one of the labels and no index.</param>
    /// <exception cref="InputException">An index beyond the options, a number that may be two of them, or a key that is no label.</exception>
    public string? Letter(JsonSlice value, bool isKey)
    {
        if (value.Kind is not (JsonTokenType.String or JsonTokenType.Number))
            return null;
        var text = value.Kind == JsonTokenType.String ? value.Text() : value.Literal();
        var named = LetterOf(text);
        if (!int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || _labels.Contains(text.Trim()))
            return named;
        if (isKey)
        {
            throw value.Place.Refuse(
                value.Name, $"'{text}' is none of the labels {string.Join(", ", _labels)}", "Give the label of the right option, as ARC does.");
        }

        if (index >= _texts.Count)
        {
            return named ?? throw value.Place.Refuse(
                value.Name,
                $"{index} is the index of no option: the row has {_texts.Count}, which are counted from 0",
                "Count from 0, or give the letter or the text of the right option.");
        }

        return named is null || named == _labels[index] ? _labels[index] : throw value.Place.Refuse(
            value.Name,
            $"'{text}' may be the option {named}, whose text it is, or {_labels[index]}, whose index it is, counted from 0",
            "Give the letter of the right option.");
    }

    /// <summary>The label of the option that is named by its label or text; null where there is none.</summary>
    public string? LetterOf(string text)
    {
        var trimmed = text.Trim();
        var at = Find(_labels, trimmed);
        if (at < 0)
            at = Find(_labels, trimmed.Trim('(', ')', '.', ':'));
        if (at < 0)
            at = Find(_texts, trimmed);
        return at < 0 ? null : _labels[at];
    }

    private static int Find(IReadOnlyList<string> among, string text)
    {
        for (var i = 0; i < among.Count; i++)
        {
            if (string.Equals(among[i].Trim(), text, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    private static List<string> Letters(int count) => [.. Alphabet.Take(count).Select(letter => letter.ToString())];

    private static List<string>? Texts(JsonElement list)
    {
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                return null;
            texts.Add(item.ToString());
        }

        return texts.Count is >= 2 and <= 26 ? texts : null;
    }
}
