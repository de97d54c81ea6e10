using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers;

public sealed class NumericMatchTests
{
    [Theory]
    [InlineData("18", "18")]
    [InlineData("18", "She makes 9 * 2 = $18 every day.\nA: 18")]
    [InlineData("18", "#### 18")]
    [InlineData("18", "The answer is \\boxed{18}.")]
    [InlineData("18", "The final answer is $6$. No, let me redo it. \\boxed{18}")]
    [InlineData("18", "<think>It is 17.</think>The answer is 18.")]
    [InlineData("18", "<answer>18</answer>")]
    [InlineData("18", "It sells 16 - 3 - 4 = 9 eggs, which makes 18 dollars")]
    [InlineData("1000", "1,000")]
    [InlineData("1,000", "1000")]
    [InlineData("12345", "12{,}345")]
    [InlineData("12345", "\\boxed{12\\,345}")]
    [InlineData("-5", "The answer is -5")]
    [InlineData("-5", "The answer is \u22125")]
    [InlineData("-5", "The answer is -$5")]
    [InlineData("0.1", "1/10")]
    [InlineData("0.75", "\\frac{3}{4}")]
    [InlineData("\\frac{3}{4}", "0.75")]
    [InlineData("1.5", "1 1/2")]
    [InlineData("6e3", "6000")]
    [InlineData("0.5", "50%")]
    [InlineData("5", "500%")]
    [InlineData("Worked: 3 * 6 = <<3*6=18>>18\n#### 18", "18")]
    [InlineData("18", "Answer: 9 * 2 = 18")]
    [InlineData("26", "A: 26 dollars in 3 days")]
    [InlineData("18", "**Answer:** 18")]
    public void Score_SameNumber_Is1(string reference, string completion) => Assert.Equal(1, ToolHarness.Score("numeric-match", reference, completion));

    [Theory]
    [InlineData("18", "19")]
    [InlineData("18", "")]
    [InlineData("18", "   ")]
    [InlineData("18", "I cannot say.")]
    [InlineData("18", "eighty")]
    [InlineData("5", "The answer is 5 or 6")]
    [InlineData("6", "The answer is 5 or 6")]
    [InlineData("6", "It is 5 or 6")]
    [InlineData("5", "The answer is 5, 6")]
    [InlineData("6", "The answer is between 5 and 6")]
    [InlineData("18", "<think>18</think>")]
    [InlineData("18", "<think>The answer is 18")]
    [InlineData("18", "<think>18</think>a")]
    [InlineData("18", "\\boxed{18}? No. \\boxed{19}")]
    [InlineData("18", "The answer is 18. Wait: \\boxed{17}")]
    [InlineData("8", "1\u200B8")]
    [InlineData("8", "\u0661\u0668")]
    [InlineData("18", "\u0661\u0668")]
    [InlineData("8", "x8")]
    [InlineData("1", "3:1")]
    [InlineData("3", "1.2.3")]
    [InlineData("0.0000001", "0.0000002")]
    [InlineData("70000", "70001")]
    [InlineData("5", "5%")]
    [InlineData("2", "-2")]
    [InlineData("1/3", "0.33")]
    public void Score_AnotherAnswer_Is0(string reference, string completion) => Assert.Equal(0, ToolHarness.Score("numeric-match", reference, completion));

    [Theory]
    [InlineData("-18", "minus 18")]
    [InlineData("-18", "The answer is negative 18.")]
    [InlineData("-18", "menos 18")]
    [InlineData("-18", "-\\boxed{18}")]
    [InlineData("18000", "18k")]
    [InlineData("18000", "The answer is 18 thousand.")]
    [InlineData("18000000", "$18M")]
    [InlineData("1800000", "18 lakh")]
    [InlineData("180000", "18\u4E07")]
    [InlineData("216", "18 dozen")]
    [InlineData("18 dozen", "216")]
    [InlineData("18 million", "18000000")]
    [InlineData("18%", "18 percent")]
    [InlineData("0.18", "18 per cent")]
    [InlineData("0.18", "zero point 18")]
    [InlineData("18%", "\\boxed{18}\\%")]
    [InlineData("18", "eighteen")]
    [InlineData("118", "The answer is one hundred and eighteen.")]
    [InlineData("eighteen", "18")]
    [InlineData("1/2", "one half")]
    [InlineData("18", "17, I mean 18")]
    [InlineData("18", "about 18")]
    [InlineData("18", "~18")]
    [InlineData("18", "\u5927\u7EA618")]
    [InlineData("18", "half of 36 is 18")]
    [InlineData("18", "20 minus 2 makes 18")]
    [InlineData("18", "2 less than 20 is 18")]
    [InlineData("18", "<b>18</b>")]
    [InlineData("18", "=> 18")]
    [InlineData("18", "18 minutes")]
    [InlineData("18", "18 times")]
    public void Score_WordsThatMakeTheNumber_Is1(string reference, string completion) =>
        Assert.Equal(1, ToolHarness.Score("numeric-match", reference, completion));

    [Theory]
    [InlineData("minus 18")]
    [InlineData("menos 18")]
    [InlineData("twice 18")]
    [InlineData("a third of 18")]
    [InlineData("el doble de 18")]
    [InlineData("18 squared")]
    [InlineData("18\u00B2")]
    [InlineData("\u221A18")]
    [InlineData("18 percent")]
    [InlineData("18 dozen")]
    [InlineData("18k")]
    [InlineData("18 Millionen")]
    [InlineData("18\u4E07")]
    [InlineData(">18")]
    [InlineData("\u226018")]
    [InlineData("18 or more")]
    [InlineData("more than 18")]
    [InlineData("mindestens 18")]
    [InlineData("\u81F3\u5C1118")]
    [InlineData("anything but 18")]
    [InlineData("no 18")]
    [InlineData("no es 18")]
    [InlineData("\u7B54\u6848\u4E0D\u662F18")]
    [InlineData("18 ist falsch")]
    [InlineData("18 (mod 7)")]
    [InlineData("base 9: 18")]
    [InlineData("1. 18")]
    [InlineData("The answer is 18, I mean 19")]
    [InlineData("zero point 18")]
    [InlineData("18 and a half")]
    [InlineData("18 divided by two")]
    [InlineData("2\\boxed{18}")]
    [InlineData("\\boxed{18}5")]
    [InlineData("-\\boxed{18}")]
    [InlineData("eighteen or nineteen")]
    [InlineData("not eighteen")]
    [InlineData("no one knows")]
    public void Score_WordsThatMakeAnotherNumber_Is0(string completion) =>
        Assert.Equal(0, ToolHarness.Score("numeric-match", "18", completion));

    [Theory]
    [InlineData("1", "\\boxed{1\\frac{1}{2}}")]
    [InlineData("1", "The answer is 1 million.")]
    [InlineData("2", "\\boxed{x+2}")]
    [InlineData("2", "\\boxed{x - 2}")]
    [InlineData("2", "\\boxed{2x}")]
    [InlineData("2", "\\boxed{2 x}")]
    [InlineData("2", "The answer is 2x")]
    [InlineData("2", "\\boxed{\\sqrt{2}}")]
    [InlineData("2", "\\boxed{2\\sqrt{3}}")]
    [InlineData("2", "The answer is $\\sqrt{2}$.")]
    [InlineData("2", "\\boxed{2\\pi}")]
    [InlineData("2", "\\boxed{2^{10}}")]
    [InlineData("2", "The answer is $2^{10}$")]
    [InlineData("2", "\\boxed{\\log 2}")]
    [InlineData("2", "\\boxed{\\frac{2}{x}}")]
    [InlineData("2", "\\boxed{x>2}")]
    [InlineData("2", "\\boxed{x \\ge 2}")]
    [InlineData("2", "\\boxed{at least 2}")]
    [InlineData("2", "\\boxed{\\text{at least }2}")]
    [InlineData("2", "The answer is at least 2.")]
    [InlineData("2", "\\boxed{f(2)}")]
    [InlineData("3", "\\boxed{10^3}")]
    [InlineData("10", "\\boxed{10^3}")]
    [InlineData("3", "\\boxed{1.0 \\times 10^3}")]
    [InlineData("1", "\\boxed{1.0 \\times 10^3}")]
    [InlineData("3", "\\boxed{3!}")]
    [InlineData("3", "the answer is \u20133")]
    [InlineData("9", "The answer is 9 * 2")]
    [InlineData("10", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("10", "Answer: 10 1 2 3")]
    [InlineData("1", "The answer is 1 000 000")]
    [InlineData("18", "It is not 18.")]
    [InlineData("18", "The answer is not 18")]
    [InlineData("18", "The answer is definitely not $18.")]
    [InlineData("18", "It cannot be **18**.")]
    [InlineData("18", "18 is wrong.")]
    [InlineData("18", "18 dollars is not the answer.")]
    public void Score_PartOfAnAnswerOrDenied_Is0(string reference, string completion) =>
        Assert.Equal(0, ToolHarness.Score("numeric-match", reference, completion));

    [Theory]
    [InlineData("1.5", "\\boxed{1\\frac{1}{2}}")]
    [InlineData("1000000", "The answer is 1 million.")]
    [InlineData("-3", "the answer is \u20133")]
    [InlineData("18", "The answer is 18 dollars.")]
    [InlineData("18", "The answer is 18!")]
    [InlineData("18", "The answer is 18 apples per day")]
    [InlineData("18", "The answer is *18* because 9 * 2 is that")]
    [InlineData("18", "The answer is **18**.")]
    [InlineData("18", "The answer is $18$.")]
    [InlineData("18", "The answer is 18 - it sells 9 eggs for 2 dollars each")]
    [InlineData("18", "The answer is $18/hour")]
    [InlineData("18", "Answer: 18kg")]
    [InlineData("18", "x = 18")]
    [InlineData("18", "\\boxed{18\\text{ dollars}}")]
    [InlineData("18", "\\boxed{18 \\text{ cm}^2}")]
    [InlineData("18", "\\boxed{18 \\, \\mathrm{cm}}")]
    [InlineData("18", "\\boxed{18^\\circ}")]
    [InlineData("18", "\\boxed{18^{\\circ}}")]
    [InlineData("18", "\\boxed{\\$18}")]
    [InlineData("18", "\\boxed{x=18}")]
    [InlineData("18", "\\boxed{18 dollars}")]
    [InlineData("18", "\\boxed{\\text{Total: }18}")]
    [InlineData("18", "\\boxed{\\mathbf{18}}")]
    [InlineData("18", "\\boxed{18\\ \\text{km/h}}")]
    [InlineData("-18", "\\boxed{-18}")]
    [InlineData("18", "It is not 17 but 18.")]
    [InlineData("18", "First 16 - 3 = 13\n18")]
    public void Score_PlainAnswer_Is1(string reference, string completion) => Assert.Equal(1, ToolHarness.Score("numeric-match", reference, completion));

    [Fact]
    public void Score_WithinTolerance_Is1()
    {
        Assert.Equal(1, ToolHarness.Score("numeric-match", "1/3", "0.33", ("relative", "0.02")));
        Assert.Equal(0, ToolHarness.Score("numeric-match", "1/3", "0.30", ("relative", "0.02")));
        Assert.Equal(1, ToolHarness.Score("numeric-match", "100", "100.4", ("absolute", "0.5")));
        Assert.Equal(0, ToolHarness.Score("numeric-match", "50", "50%"));
        Assert.Equal(1, ToolHarness.Score("numeric-match", "50", "50%", ("percent", "lenient")));
    }

    [Theory]
    [InlineData("Paris")]
    [InlineData("5 or 6")]
    [InlineData("")]
    public void Score_ReferenceWithoutOneNumber_Unscorable(string reference) =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("numeric-match", ToolHarness.QueryOf(reference), "18"));

    [Fact]
    public void Score_HostileInput_EndsAtOnce()
    {
        foreach (var hostile in (string[])[new string('9', 1_000_000), string.Concat(Enumerable.Repeat("\\boxed{", 100_000)), string.Concat(Enumerable.Repeat("1 ", 500_000)), "1e999999999", new string('-', 1_000_000) + "1", string.Concat(Enumerable.Repeat("1,", 300_000)), string.Concat(Enumerable.Repeat("answer is ", 100_000))])
        {
            var started = DateTime.UtcNow;
            Assert.Equal(0, ToolHarness.Score("numeric-match", "18", hostile));
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(5), hostile[..10]);
        }
    }

    /// <summary>2640 real answers of four models to GSM8K, with the correctness labels of its authors.</summary>
    [Fact]
    public void Score_Gsm8kModelSolutions_AgreesWithEveryLabel()
    {
        var agreed = 0;
        var rows = 0;
        foreach (var row in SharedData.Rows("gsm8k_model_solutions_dev.jsonl.gz"))
        {
            var score = ToolHarness.Score("numeric-match", row.GetProperty("gold").GetString()!, row.GetProperty("solution").GetString()!);
            agreed += score == 1 == row.GetProperty("is_correct").GetBoolean() ? 1 : 0;
            rows++;
        }

        Assert.Equal(2640, rows);
        Assert.Equal(rows, agreed);
    }

    [Fact]
    public void Score_OpenInstructGsm8kVerifierCases_Agree()
    {
        foreach (var row in SharedData.Rows("open_instruct_verifier_cases.jsonl").Where(r => r.GetProperty("verifier").GetString() == "GSM8K"))
        {
            Assert.Equal(
                row.GetProperty("expected_score").GetDouble(),
                ToolHarness.Score("numeric-match", row.GetProperty("label").GetString()!, row.GetProperty("prediction").GetString()!));
        }
    }

    // The parts that mathematics knows in words are those that a sentence has.
    [Theory]
    [InlineData("5/6", "five sixths", 1)]
    [InlineData("3/7", "three sevenths", 1)]
    [InlineData("4/9", "four ninths", 1)]
    [InlineData("5/6", "five sevenths", 0)]
    public void NumericMatch_PartsInWords_AreRead(string reference, string answer, double value) =>
        Assert.Equal(value, ToolHarness.Score("numeric-match", reference, answer));
}
