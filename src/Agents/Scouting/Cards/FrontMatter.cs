using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rlar.Agents.Scouting.Cards;

/// <summary>
/// The YAML at the head of a card, as texts under paths such as "license", "tags" or "model-index.results.metrics.value". Read event by event and within
/// bounds:
/// nothing is made into objects, aliases are not followed.
/// </summary>
internal sealed class FrontMatter
{
    private const int MostDepth = 12;
    private const int MostValues = 5_000;
    private readonly List<KeyValuePair<string, string>> _values = [];

    private FrontMatter()
    {
    }

    /// <summary>Whether it did not parse, or used what no card needs; the values before that stand.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>Path and value, in the file's order.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>The values under a path.</summary>
    internal IEnumerable<string> Of(string path) => _values.Where(pair => pair.Key == path).Select(pair => pair.Value);

    /// <summary>Takes a card apart into its front matter, null where it has none, and its text.</summary>
    internal static (FrontMatter? Head, string Body) Split(string card)
    {
        var text = card.TrimStart('\ufeff').ReplaceLineEndings("\n");
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
            return (null, text);
        var end = text.IndexOf("\n---", 3, StringComparison.Ordinal);
        if (end < 0)
            return (new FrontMatter { IsMalformed = true }, text[4..]);
        var after = text.IndexOf('\n', end + 1);
        return (Parse(text[4..(end + 1)]), after < 0 ? "" : text[(after + 1)..]);
    }

    private static FrontMatter Parse(string yaml)
    {
        var found = new FrontMatter();
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
                found.Node(parser, "", 0);
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            found.IsMalformed = true;
        }

        return found;
    }

    private void Node(Parser parser, string path, int depth)
    {
        if (depth > MostDepth || _values.Count >= MostValues)
            throw new YamlException("too deep or too long for a card");
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            _values.Add(new(path, scalar.Value));
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
                Node(parser, path, depth + 1);
        }
        else if (parser.TryConsume<MappingStart>(out _))
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>().Value;
                Node(parser, path.Length == 0 ? key : $"{path}.{key}", depth + 1);
            }
        }
        else
        {
            throw new YamlException("an alias, which no card needs");
        }
    }
}
