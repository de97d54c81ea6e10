using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Routing;

/// <summary>The rules in the order in which they are asked. They live in one data file; a user's file goes before it.</summary>
public sealed class RouteTable
{
    private const string BuiltInVersion = "built-in";
    private static readonly string[] s_owners = ["tests.", "constraints.", "metadata."];
    private static readonly TimeSpan s_patternTime = TimeSpan.FromSeconds(1);

    private RouteTable(IReadOnlyList<RouteRule> rules)
    {
        Rules = rules;
    }

    /// <summary>The rules that RLAR comes with (src/Agents/Routing/routes.json).</summary>
    public static RouteTable BuiltIn { get; } = ReadBuiltIn();

    /// <summary>
    /// "built-in" for RLAR's own rules, which belong to its version; twelve hexadecimal digits of the SHA-256 of a user's file; and both with a plus
    /// between them for one table before the other.
    /// </summary>
    public string Version { get; private init; } = BuiltInVersion;

    /// <summary>The rules.</summary>
    internal IReadOnlyList<RouteRule> Rules { get; }

    /// <summary>This table with another's rules asked before its own of the same tier.</summary>
    /// <param name="user">The user's table.</param>
    public RouteTable After(RouteTable user) => new([.. user.Rules, .. Rules]) { Version = $"{user.Version}+{Version}" };

    /// <summary>Reads a table.</summary>
    /// <param name="json">The file's text; comments and trailing commas are allowed.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="RouteException">The text is not a table; the message names file, place and remedy.</exception>
    public static RouteTable Parse(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = new RouteField(document.RootElement, source, "$");
            root.Only("rules");
            return new RouteTable(root.Required("rules").Items().Select(Rule).ToArray())
            {
                Version = Convert.ToHexStringLower(SHA256.HashData(json.Span))[..12],
            };
        }
        catch (JsonException error)
        {
            throw new RouteException(source, $"line {error.LineNumber + 1}", $"not JSON: {error.Message}");
        }
    }

    private static RouteTable ReadBuiltIn()
    {
        using var stream = typeof(RouteTable).Assembly.GetManifestResourceStream("routes.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new([.. Parse(copy.ToArray(), "routes.json").Rules.Select(rule => rule with { MayLackTools = true })]);
    }

    private static RouteRule Rule(RouteField rule)
    {
        rule.Only("name", "tier", "hints", "has", "reference", "prompt", "except", "languages", "task", "use", "unscorable", "confidence", "why");
        var parsed = new RouteRule
        {
            Name = rule.Required("name").Text(),
            Source = rule.Source,
            Place = rule.Place,
            Tier = rule.Required("tier").Word<RouteTier>(),
            Hints = rule.Optional("hints")?.Items().Select(hint => hint.Text()).ToArray() ?? [],
            Has = rule.Optional("has")?.Items().Select(Carried).ToArray() ?? [],
            References = rule.Optional("reference")?.Items().Select(shape => shape.Word<ReferenceShape>()).ToArray() ?? [],
            Prompt = rule.Optional("prompt") is { } prompt ? Pattern(prompt) : null,
            Except = rule.Optional("except") is { } except ? Pattern(except) : null,
            LanguagesDiffer = rule.Optional("languages") is { } languages && (languages.Text() == "differ" ? true : throw languages.Refuse("takes \"differ\"")),
            Task = rule.Required("task").Text(),
            Tools = rule.Optional("use")?.Items().Select(Tool).ToArray() ?? [],
            Unscorable = rule.Optional("unscorable")?.Text(),
            Confidence = rule.Required("confidence").Number(0, 1),
            Why = rule.Required("why").Text(),
        };
        if (parsed.Tools.Count == 0 == parsed.Unscorable is null)
            throw rule.Refuse("needs either \"use\" with at least one tool or \"unscorable\" with the reason");
        return parsed;
    }

    private static string Carried(RouteField what)
    {
        var text = what.Text();
        return text is "reference" or "references" or "tests" or "constraints"
            || s_owners.Any(owner => text.StartsWith(owner, StringComparison.Ordinal) && text.Length > owner.Length)
            ? text
            : throw what.Refuse($"'{text}' is not one of reference, references, tests, constraints, tests.KEY, constraints.KEY, metadata.KEY");
    }

    private static Regex Pattern(RouteField pattern)
    {
        try
        {
            return new Regex(pattern.Text(), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patternTime);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw pattern.Refuse($"not a pattern: {error.Message}");
        }
    }

    private static RouteTool Tool(RouteField tool)
    {
        tool.Only("tool", "weight", "set", "calibrate");
        return new RouteTool(
            tool.Required("tool").Text(),
            tool.Optional("weight")?.Number(double.Epsilon, double.MaxValue) ?? 1,
            tool.Optional("set")?.Members().ToDictionary(option => option.Name, option => option.Value.Literal()) ?? [],
            tool.Optional("calibrate") is { } range ? Calibration(range) : null);
    }

    private static ValueRange Calibration(RouteField range)
    {
        var bounds = range.Items().Select(bound => bound.Number(double.MinValue, double.MaxValue)).ToArray();
        if (bounds is not [var worst, var best] || worst == best)
            throw range.Refuse("needs two different numbers: the value that counts 0 and the value that counts 1");
        return worst < best ? new ValueRange(worst, best) : new ValueRange(best, worst, HigherIsBetter: false);
    }
}
