using System.Text.Json;
using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>
/// The peers' own test cases, and labelled pairs. Where the verifier differs from a peer on purpose, the case is listed with the reason.
/// </summary>
public sealed class MathCaseTests
{
    private static readonly Dictionary<string, string> s_divergences = new()
    {
        ["mv-31"] = "an inline formula may be broken over lines: TeX ends it at an empty line only",
        ["mv-32"] = "as mv-31",
        ["mv-264"] = "1 - 1/e is not 1 + 1/e; Math-Verify says so because it loses what stands behind \\mathrm",
    };

    [Fact]
    public void Verify_MathVerifyCases_AgreesButForTheListed()
    {
        var differing = new List<string>();
        foreach (var row in SharedData.Rows("math_verify_cases_dev.jsonl"))
        {
            var verdict = new MathVerifier(OptionsOf(row)).Verify(Text(row, "gold"), Text(row, "pred"));
            if ((verdict.Outcome == MathOutcome.Right) != row.GetProperty("expected").GetBoolean())
                differing.Add(Text(row, "id"));
        }

        Assert.Equal(s_divergences.Keys.Order(), differing.Order());
    }

    [Fact]
    public void Verify_HendrycksCases_AllAgree() =>
        Assert.Empty(Disagreements("hendrycks_is_equiv.jsonl", "pred", row => row.GetProperty("expected").GetBoolean()));

    [Fact]
    public void Verify_LabelledPairs_AllAgree() =>
        Assert.Empty(Disagreements("math_pairs_dev.jsonl", "answer", row => row.GetProperty("label").GetBoolean()));

    [Fact]
    public void Verify_OpenInstructCases_AllAgree() =>
        Assert.Empty(Disagreements(
            "open_instruct_verifier_cases.jsonl",
            "prediction",
            row => row.GetProperty("expected_score").GetDouble() > 0.5,
            row => Text(row, "verifier") == "GSM8K",
            "label"));

    [Fact]
    public void ChoiceMatch_StringExtractionCases_FindTheirLetter()
    {
        foreach (var row in SharedData.Rows("math_verify_string_extraction.jsonl"))
        {
            var letters = row.GetProperty("expected").EnumerateArray().Select(e => e.GetString()!).ToList();
            foreach (var letter in new[] { "A", "B", "C", "D", "U" })
            {
                var score = ToolHarness.Score("choice-match", letter, Text(row, "pred"), ("letters", letter == "U" ? "U" : "ABCD"));
                Assert.Equal(letters.Contains(letter) ? 1 : 0, score);
            }
        }
    }

    [Fact]
    public void Verify_Gsm8kModelSolutions_AllAgreeWithTheLabels() =>
        Assert.Empty(Disagreements("gsm8k_model_solutions_dev.jsonl.gz", "solution", row => row.GetProperty("is_correct").GetBoolean()));

    [Fact]
    public void Verify_FormulasOfLatex2Sympy_AgreeWithTheirValues()
    {
        var count = 0;
        var wrong = new List<string>();
        foreach (var row in SharedData.Rows("latex2sympy_pairs.jsonl.gz"))
        {
            // Those whose value is a number: the rest are sympy's own notation, which no one answers in.
            var value = Text(row, "expected_str");
            if (!row.GetProperty("parses").GetBoolean() || !IsNumber(value) || IsOfPolynomials(Text(row, "latex")))
                continue;
            count++;
            if (new MathVerifier().Verify(Text(row, "latex"), value).Outcome != MathOutcome.Right)
                wrong.Add($"{Text(row, "latex")} is {value}");
        }

        Assert.True(wrong.Count <= count / 200, $"{wrong.Count} of {count}: {string.Join("; ", wrong.Take(20))}");
    }

    // sympy takes gcd(x, y) of polynomials and of irrational numbers, and I for the imaginary unit.
    private static bool IsOfPolynomials(string latex) =>
        (latex.Contains("gcd", StringComparison.Ordinal) && latex.AsSpan().IndexOfAny("xy(a,") >= 0)
        || latex.Contains("sqrt{5}", StringComparison.Ordinal)
        || latex.Contains("\\pi, 3", StringComparison.Ordinal) || latex.Contains("I\\pi", StringComparison.Ordinal);

    private static bool IsNumber(string value) => value.All(c => char.IsAsciiDigit(c) || c is '-' or '.' or '/');

    private static List<string> Disagreements(
        string file, string answer, Func<JsonElement, bool> label, Func<JsonElement, bool>? which = null, string gold = "gold")
    {
        var verifier = new MathVerifier();
        var found = new List<string>();
        foreach (var row in SharedData.Rows(file).Where(row => which is null || which(row)))
        {
            var verdict = verifier.Verify(Text(row, gold), Text(row, answer));
            if ((verdict.Outcome == MathOutcome.Right) != label(row))
                found.Add($"{Text(row, gold)} | {Text(row, answer)}: {verdict.Why}");
        }

        return found;
    }

    private static MathOptions OptionsOf(JsonElement row)
    {
        var targets = row.GetProperty("match_types").EnumerateArray()
            .Select(t => t.GetString() == "latex" ? ExtractionTargets.Latex : ExtractionTargets.Plain);
        return new MathOptions
        {
            Precision = row.GetProperty("precision").GetInt32(),
            IsStrict = row.GetProperty("strict").GetBoolean(),
            Targets = targets.Aggregate(ExtractionTargets.None, (all, one) => all | one),
            SetRelation = row.GetProperty("allow_set_relation_comp").GetBoolean()
                ? SetRelationRule.Symmetric
                : SetRelationRule.IntervalOnly,
        };
    }

    // Numbers as they are written.
    private static string Text(JsonElement row, string name) => row.GetProperty(name).ToString();
}
