using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>Text beside an answer: what it holds for, why, its words and units in any language, and what only looks like such text.</summary>
public sealed class MathTextTests
{
    [Theory]
    [InlineData(@"f(x)=x^2+c", @"f(x)=x^2+c, \quad c \in \mathbb{R}")]
    [InlineData(@"f(x)=x^2+c", @"x^2+k \text{ for any constant } k")]
    [InlineData(@"f(x)=x^2+c", @"f(x)=x^2+c \text{ (where } c \text{ is an arbitrary constant)}")]
    [InlineData("3n+1", @"3n+1 \quad (n\geq 0)")]
    [InlineData("3n+1", @"3n+1,\ n=1,2,3,\dots")]
    [InlineData("3n+1", @"\text{For all } n,\ 3n+1")]
    [InlineData("3n+1", @"a_n = 3n+1 \quad (n \in \mathbb{N}^*)")]
    [InlineData("x=2", @"x=2 \text{ (since } x \text{ must be positive)}")]
    [InlineData("x=2", @"x=2 \text{ with multiplicity } 2")]
    [InlineData("x=2", @"x_1=x_2=2")]
    [InlineData(@"x=k\pi, k\in\mathbb{Z}", @"x=n\pi \text{ where } n \text{ is an integer}")]
    [InlineData(@"f(x)=cx \text{ for any constant } c", "f(x)=ax")]
    [InlineData("f(x)=0", @"f \equiv 0")]
    [InlineData(@"\frac25", @"\frac25 \text{ of the cake}")]
    [InlineData(@"\frac25", @"\frac25 \text{ (or } 0.4)")]
    [InlineData("all $n \\ge 5$", @"\text{every integer } n \ge 5")]
    [InlineData("all $n \\ge 5$", @"\{5,6,7,\dots\}")]
    [InlineData("7", @"x \text{ where } x=7")]
    public void Verify_Qualifier_ThatTakesNothing_IsRight(string gold, string answer) => Right(gold, answer);

    [Theory]
    [InlineData("f(x)=x^2+c", @"f(x)=x^2+c \text{ where } c=0")]
    [InlineData("f(x)=x^2+c", @"f(x)=x^2+1 \text{ for any constant } c")]
    [InlineData("3n+1", @"3n+1 \text{ for even } n \text{ only}")]
    [InlineData("3n+1", @"3n+1 \text{ if } n \text{ is odd}")]
    [InlineData("3n+1", @"3n+1 \text{ for } n=2")]
    [InlineData("3n+1", @"3m+1, m\in\mathbb{Z}")]
    [InlineData("x>2", @"x>2 \text{ for even } x")]
    [InlineData("x>2", @"x>2, x\ne 3")]
    [InlineData("x>2", @"x>2, x \in \mathbb{Z}")]
    [InlineData(@"x=k\pi, k\in\mathbb{Z}", @"x=k\pi, k\in\mathbb{N}")]
    [InlineData(@"n=6k, k \in \mathbb{Z}", "6n+k")]
    [InlineData("x=2", @"x=2 \text{ or } x=3 \text{ since } x>0")]
    [InlineData("x=2", @"x=2 \text{ is extraneous}")]
    [InlineData("7", @"7 \text{ for } n=3, 8 \text{ for } n=4")]
    [InlineData("7", @"n \text{ where } n>7")]
    [InlineData(@"\frac25", @"\frac25 \text{ of } 10")]
    [InlineData(@"\frac25", @"\frac25 \text{ (or } 0.5)")]
    [InlineData("all $n \\ge 5$", @"\{5,7,9,\dots\}")]
    public void Verify_Qualifier_ThatChangesTheAnswer_IsWrong(string gold, string answer) => Wrong(gold, answer);

    [Theory]
    [InlineData("BC:CD=5:8", "5:8")]
    [InlineData(@"\frac{KL}{MN}=\frac{2}{\sqrt{7}}", @"\frac{2\sqrt7}{7}")]
    [InlineData("V_{1}:V_{2}=4:9", @"\frac49")]
    [InlineData("m=2,n=3;m=5,n=1", "(5,1),(2,3)")]
    [InlineData("(1,2),(3,4)", @"x=1,y=2 \text{ or } x=3,y=4")]
    [InlineData("1<g(x)<4", "(1,4)")]
    [InlineData(@"2\le|z|\le 3", @"[-3,-2]\cup[2,3]")]
    [InlineData(@"\max=5", "5")]
    [InlineData(@"y=\frac{2}{x}", "xy=2")]
    [InlineData("f(x)=x^2", "f(t)=t^2")]
    [InlineData(@"\binom{5}{2}", "{}_5C_2")]
    [InlineData(@"\binom{5}{2}", "C_5^2")]
    public void Verify_NamedQuantities_AreTheirValues(string gold, string answer) => Right(gold, answer);

    [Theory]
    [InlineData("BC:CD=5:8", "8:5")]
    [InlineData(@"\frac{KL}{MN}=\frac{1}{2}", "2")]
    [InlineData("m=2,n=3;m=5,n=1", "(3,2),(1,5)")]
    [InlineData("m=2,n=3;m=5,n=1", "2,3,5,1")]
    [InlineData("(1,2),(3,4)", @"x=1,y=4 \text{ or } x=3,y=2")]
    [InlineData("1<g(x)<4", "[1,4]")]
    [InlineData(@"2\le|z|\le 3", "[-3,3]")]
    [InlineData("f(x)=x^2", "f(t)=x^2+t")]
    public void Verify_NamedQuantities_OfOtherValues_AreWrong(string gold, string answer) => Wrong(gold, answer);

    [Theory]
    [InlineData(@"1,3,5,\ldots,99", @"1,3,5,\cdots,99", true)]
    [InlineData(@"1,3,5,\ldots,99", "1,3,5,7,...,99", true)]
    [InlineData(@"1,3,5,\ldots,99", "1,3,5,99", false)]
    [InlineData(@"1,3,5,\ldots,99", @"1,3,9,\ldots,99", false)]
    [InlineData(@"\{1,4,9,\dots\}", @"\{1,4,9,16,\dotsc\}", true)]
    [InlineData(@"\{1,4,9,\dots\}", @"\{1,4,9,15,\dots\}", false)]
    [InlineData(@"1:3:9:\ldots", @"1:3:9:\cdots", true)]
    [InlineData(@"\frac13", "0.333...", true)]
    [InlineData(@"\frac16", @"0.1666\ldots", true)]
    [InlineData(@"\frac13", "0.3...", false)]
    [InlineData("7", "7...", false)]
    public void Verify_Dots_AreReadHoweverWritten(string gold, string answer, bool isRight) => Check(gold, $"$\\boxed{{{answer}}}$", isRight);

    [Theory]
    [InlineData(@"14 \text{ рублей}", "14", true)]
    [InlineData("14个", "14", true)]
    [InlineData(@"14 \text{ élèves}", "14", true)]
    [InlineData(@"14 \text{ राशि}", "14", true)]
    [InlineData(@"\text{共}14\text{种}", "14", true)]
    [InlineData("14厘米", "14 cm", true)]
    [InlineData("14米", "14 cm", false)]
    [InlineData("1.4万", "14000", true)]
    [InlineData(@"14 \text{ тысяч}", "14000", true)]
    [InlineData("14万", "14", false)]
    [InlineData(@"14 \text{ или } 15", "14", false)]
    [InlineData("14或15", "14", false)]
    [InlineData(@"\text{не } 14", "14", false)]
    public void Verify_WordsOfOtherScripts_NameWhatIsCounted(string answer, string gold, bool isRight) => Check(gold, $"$\\boxed{{{answer}}}$", isRight);

    [Theory]
    [InlineData("Ответ: 50 рублей", true)]
    [InlineData("所以答案是 50 个苹果。", true)]
    [InlineData("答：50元。", true)]
    [InlineData("La respuesta es 50.", true)]
    [InlineData("Also hat sie 50 Euro.", true)]
    [InlineData("정답은 50입니다.", true)]
    [InlineData("Ответ: не 50.", false)]
    [InlineData("Ответ: более 50", false)]
    [InlineData("Ответ: минус 50", false)]
    [InlineData("Ответ: 50. Нет, 60.", false)]
    [InlineData("答案大于50。", false)]
    [InlineData("答案是50或60。", false)]
    [InlineData("Respuesta: más de 50", false)]
    [InlineData("La respuesta no es 50.", false)]
    [InlineData("Antwort: 50 oder mehr", false)]
    [InlineData("답은 50이 아닙니다.", false)]
    public void Verify_AnswersInSentencesOfOtherLanguages(string completion, bool isRight) => Check("50", completion, isRight);

    [Theory]
    [InlineData("12", @"\boxed{12} (as asked, in \boxed{} form)", true)]
    [InlineData("12", @"\boxed{12}. I used \boxed{\ldots} as you said.", true)]
    [InlineData("12", @"\boxed{11} in \boxed{} form", false)]
    [InlineData("12", @"We get 12, so \boxed{}.", false)]
    [InlineData("2, 9", @"He needs \boxed{2} pens and \boxed{9} books.", true)]
    [InlineData("2, 9", @"$x_1 = \boxed{2}$ and $x_2 = \boxed{9}$", true)]
    [InlineData("9", @"He needs \boxed{2} pens and \boxed{9} books.", false)]
    [InlineData("2, 9", @"First I got \boxed{2}. No, \boxed{9}", false)]
    public void Verify_Boxes_QuotedOrJoined(string gold, string completion, bool isRight) => Check(gold, completion, isRight);

    [Theory]
    [InlineData("3. Two trains meet after 4 hours, so it is 240 km. Answer. 240 km.", "240", "3")]
    [InlineData("5. Решение. Пусть скорость равна x. Ответ: 60 км/ч.", "60", "5")]
    [InlineData("Answer: $\\frac12$. Let us prove it: for $n=3$ there are 4 of 8.", "1/2", "3")]
    [InlineData("2. 设边长为x，则x=9。答案：9", "9", "2")]
    [InlineData("7. She climbs five floors. Answer. 5 times.", "5", "7")]
    public void Verify_ReferenceInProse_HasItsAnswerBehindItsMark(string gold, string answer, string item)
    {
        Check(gold, $"\\boxed{{{answer}}}", true);
        Check(gold, $"\\boxed{{{item}}}", false);
    }

    [Theory]
    [InlineData("6. Let there be n boys. Since each has 3 friends, we obtain what was required.")]
    [InlineData("Solution. Suppose the contrary: then two of them meet.")]
    public void Verify_ReferenceInProseWithoutAMark_IsUndecided(string gold) =>
        Assert.Equal(MathOutcome.Undecided, new MathVerifier().Verify(gold, @"\boxed{6}").Outcome);

    [Theory]
    [InlineData("4.75", "3,5 + 1,25 = 4,75", true)]
    [InlineData("4.75", "$\\boxed{4{,}75}$", true)]
    [InlineData("4.75", "3,5 + 1,25 = 4,85", false)]
    [InlineData("2,5", "2.5", false)]
    [InlineData("3:25", "It takes 3 hours and 25 minutes.", true)]
    [InlineData("3:25", "It takes 3 hours and 20 minutes.", false)]
    [InlineData("3 hours and 25 minutes", "205 minutes", true)]
    [InlineData("3 hours and 25 minutes", "3.25 hours", false)]
    [InlineData("1987", "It happened on May 3, 1987.", true)]
    [InlineData("1987", "1987-05-03", true)]
    [InlineData("3", "It happened on May 3, 1987.", false)]
    [InlineData("2\\frac13", "\\boxed{2 \\text{ and } \\frac13}", true)]
    public void Verify_HumanNotation(string gold, string completion, bool isRight) => Check(gold, completion, isRight);

    [Theory]
    [InlineData("¿Cuánto es 5 entre 2?", "2,5", "2.5", 1)]
    [InlineData("Wie viel ist 1,5 + 1?", "2,5", "2.5", 1)]
    [InlineData("What are the roots?", "2,5", "2.5", 0)]
    public void Score_DecimalComma_ByThePrompt(string prompt, string reference, string completion, double score) =>
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", Asking(prompt, reference), completion)).Value);

    private static Query Asking(string prompt, string reference) =>
        new() { Id = "q", Prompt = [new Message("user", prompt)], References = [reference] };

    private static void Right(string gold, string answer) => Check(gold, $"$\\boxed{{{answer}}}$", true);

    private static void Wrong(string gold, string answer) => Check(gold, $"$\\boxed{{{answer}}}$", false);

    private static void Check(string gold, string completion, bool isRight)
    {
        var verdict = new MathVerifier().Verify(gold, completion);
        Assert.True((verdict.Outcome == MathOutcome.Right) == isRight, $"{gold} | {completion}: {verdict.Outcome}, {verdict.Why}");
    }
}
