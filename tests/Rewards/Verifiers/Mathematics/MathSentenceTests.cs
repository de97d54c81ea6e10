namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>Answers in sentences as models write them, and their near misses: emphasis, remarks, qualifiers, other languages.</summary>
public sealed class MathSentenceTests
{
    [Theory]
    [InlineData("(3,5)", "So the midpoint is **(3, 5)**.", 1)]
    [InlineData("(3,5)", "So the midpoint is not **(3, 5)**.", 0)]
    [InlineData("21", "There are **21 days** in 3 weeks.", 1)]
    [InlineData("21", "There are 21 days in 3 weeks.", 1)]
    [InlineData("21", "There are more than **21 days** in 3 weeks.", 0)]
    [InlineData("9", "This results in 9.", 1)]
    [InlineData("x=4, 7", "The solutions are **x = 4** and **x = 7**.", 1)]
    [InlineData("14:15", "They leave at 14:15.", 1)]
    [InlineData("30", "She has 30 pens left (18 red and 12 blue).", 1)]
    [InlineData("12", "She has 30 pens left (18 red and 12 blue).", 0)]
    [InlineData("30", "She has 12 pens left (or 30).", 0)]
    [InlineData("30", "There are 30 pens left, not 12.", 1)]
    [InlineData("12", "There are 30 pens left, not 12.", 0)]
    [InlineData("\\sqrt3-1", "The value is $\\sqrt{3}-1$ (about 0.732).", 1)]
    [InlineData("6", "The remainder is $6$ when divided by 9.", 1)]
    [InlineData("9", "The remainder is $6$ when divided by 9.", 0)]
    [InlineData("24 cm^2", "Area = 24 cm²", 1)]
    [InlineData("28", "4 weeks have 30 days.", 0)]
    [InlineData("\\text{Monday}", "It falls on **Monday**.", 1)]
    [InlineData("\\text{Monday}", "It is not Monday.", 0)]
    [InlineData("\\text{Monday}", "It is Sunday or Monday.", 0)]
    [InlineData("16", "\\boxed{16} + 1", 0)]
    [InlineData("16", "5 + \\boxed{16}", 0)]
    [InlineData("16", "So 10 + 6 = \\boxed{16}", 1)]
    [InlineData("56", "7 vezes 8 é 56.", 1)]
    [InlineData("360", "120×3=360なので、代金は360円です。", 1)]
    [InlineData("360", "答えは360円ではありません。", 0)]
    [InlineData("15", "3×5=15（元）", 1)]
    [InlineData("[\"12\"]", "\\boxed{12}", 1)]
    [InlineData("[\"12\"]", "\\boxed{13}", 0)]
    public void Score_Sentence(string reference, string completion, double score) => Check("", reference, completion, score);

    [Theory]
    [InlineData("x^3+C", "Therefore, $f(x) = x^3 + C$ for some constant $C$.", 1)]
    [InlineData("x^3+C", "The antiderivative is $x^3 + C$ where $C = 0$.", 0)]
    [InlineData("x^3+C", "$\\int 3x^2\\,dx = x^3 + C$, where $C$ is the constant of integration.", 1)]
    [InlineData("f(x)=kx", "\\boxed{f(x)=kx \\text{ for some real } k}", 1)]
    [InlineData("f(x)=kx", "\\boxed{f(x)=kx, k\\ne 0}", 1)]
    [InlineData("f(x)=kx", "\\boxed{f(x)=kx \\text{ for } k > 5}", 0)]
    [InlineData("f(x)=kx", "\\boxed{f(x)=kx, k\\in\\mathbb{Z}}", 0)]
    [InlineData("f(x)=kx", "\\boxed{f(x)=kx, k\\in\\{0,1\\}}", 0)]
    [InlineData("f(x)=k^x", "\\boxed{f(x)=k^x, k>0}", 1)]
    [InlineData("3n+1", "\\boxed{3n+1, n \\ge 1}", 1)]
    [InlineData("x=4, 7", "\\boxed{x_1=4, x_2=7}", 1)]
    [InlineData("x=4, 7", "\\boxed{x_1=4, x_2=8}", 0)]
    public void Score_Family_IsNarrowedByACondition(string reference, string completion, double score) => Check("", reference, completion, score);

    [Theory]
    [InlineData("Factor $x^2-16$.", "(x-4)(x+4)", "$x^2-16 = (x-4)(x+4)$", 1)]
    [InlineData("Factor $x^2-16$.", "(x-4)(x+4)", "$x^2-16 = x^2-16$", 0)]
    [InlineData("Solve $3n=12$.", "12", "$3n = 12$", 0)]
    [InlineData("Was ist die Summe von 1000 und 234?", "1234", "Die Summe ist 1.234.", 1)]
    [InlineData("Was ist die Summe von 1000 und 234?", "1234", "Die Summe ist nicht 1.234.", 0)]
    [InlineData("Wie viele Einwohner hat die Stadt?", "12500", "Die Stadt hat 12,5 Einwohner.", 0)]
    [InlineData("What is the sum of 1000 and 234?", "1234", "The sum is 1.234.", 0)]
    [InlineData("How many days did it take?", "1987", "May 3, 1987", 0)]
    [InlineData("In what year did it open?", "1987", "It opened on May 3, 1987.", 1)]
    public void Score_ByThePrompt(string prompt, string reference, string completion, double score) => Check(prompt, reference, completion, score);

    [Theory]
    [InlineData("How many are left?", "It's 42, not 43.", 1)]
    [InlineData("How many are left?", "42 are left, rather than 43.", 1)]
    [InlineData("How many are left?", "It's 43, not 42.", 0)]
    [InlineData("How many are left?", "42 are left (50 minus 8).", 1)]
    [InlineData("How many are left?", "43 are left (or 42).", 0)]
    [InlineData("How many are left?", "42nd", 0)]
    [InlineData("Which one is it?", "the 42nd", 1)]
    [InlineData("How many are left?", "42...", 0)]
    [InlineData("How many are left?", "2 × 42", 0)]
    [InlineData("How many are left?", "She does not have **42** left.", 0)]
    public void NumericMatch_Sentence(string prompt, string completion, double score) =>
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("numeric-match", Asking(prompt, "42"), completion)).Value);

    [Theory]
    [InlineData("2, -2", 1)]
    [InlineData(@"\pm 2", 1)]
    [InlineData(@"\{-2, 2\}", 1)]
    [InlineData(@"x=2 \text{ or } x=-2", 1)]
    [InlineData("2", 1)]
    [InlineData("2, -2, 3", 0)]
    [InlineData("2, 3", 0)]
    [InlineData("2 or 3", 0)]
    [InlineData("3", 0)]
    public void Score_SeveralReferences_OneOrAllOfThemAreRight(string answer, double score)
    {
        var query = Asking("Solve $x^2=4$.", "2") with { References = ["2", "-2"] };
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", query, $@"\boxed{{{answer}}}")).Value);
    }

    [Theory]
    [InlineData("3", "500", "3500")]
    [InlineData("1", "234", "1,234")]
    [InlineData("1", "2", "0.5")]
    public void Score_SeveralReferences_AreNotRunTogether(string one, string other, string answer) => Assert.Equal(
        0, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", Asking("?", one) with { References = [one, other] }, $@"\boxed{{{answer}}}")).Value);

    private static void Check(string prompt, string reference, string completion, double score) =>
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", Asking(prompt, reference), completion)).Value);

    private static Query Asking(string prompt, string reference) =>
        new() { Id = "q", Prompt = [new Message("user", prompt)], References = [reference] };
}
