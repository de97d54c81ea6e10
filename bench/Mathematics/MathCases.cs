using System.Text.Json;
using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Bench.Mathematics;

/// <summary>The cases of the mathematics benchmark, from the folder of shared data beside the checkout.</summary>
internal static class MathCases
{
    /// <summary>Math-Verify's own tests, each with its own options.</summary>
    internal const string OwnTests = "math_verify_cases_dev";

    /// <summary>References and answers that are right or wrong by construction, with the default options.</summary>
    internal const string Pairs = "math_pairs_dev";

    /// <summary>The folder of shared data.</summary>
    internal static string Shared { get; set; } = Path.Combine("..", "shared");

    /// <summary>Whether there is a set.</summary>
    internal static bool Has(string set) => File.Exists(PathOf(set));

    /// <summary>The cases of a set; none where its file is missing.</summary>
    internal static List<MathCase> Of(string set)
    {
        var verifiers = new Dictionary<MathOptions, MathVerifier>();
        return Has(set) ? [.. SharedRows.Lines(PathOf(set)).Select(line => Read(set, line, verifiers))] : [];
    }

    /// <summary>Where a set is, or would be.</summary>
    internal static string PathOf(string set) => Path.Combine(Shared, "data", $"{set}.jsonl");

    private static MathCase Read(string set, string line, Dictionary<MathOptions, MathVerifier> verifiers)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        var isPair = set == Pairs;
        var options = isPair ? MathOptions.Default : Options(row);
        if (!verifiers.TryGetValue(options, out var verifier))
            verifiers[options] = verifier = new MathVerifier(options);
        return new MathCase(set, isPair ? row.GetProperty("kind").GetString()! : "", row.GetProperty("gold").GetString()!,
            row.GetProperty(isPair ? "answer" : "pred").GetString()!, row.GetProperty(isPair ? "label" : "expected").GetBoolean(), verifier, line);
    }

    private static MathOptions Options(JsonElement row) => MathOptions.Default with
    {
        Precision = row.GetProperty("precision").GetInt32(),
        IsStrict = row.GetProperty("strict").GetBoolean(),
        SetRelation = row.GetProperty("allow_set_relation_comp").GetBoolean() ? SetRelationRule.Symmetric : SetRelationRule.IntervalOnly,
        Targets = row.GetProperty("match_types").EnumerateArray().Select(type => type.GetString() switch
        {
            "latex" => ExtractionTargets.Latex,
            "expr" => ExtractionTargets.Plain,
            _ => ExtractionTargets.None,
        }).Aggregate((a, b) => a | b),
    };
}
