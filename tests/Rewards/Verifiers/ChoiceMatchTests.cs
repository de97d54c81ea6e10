using System.Diagnostics;

namespace Rlar.Rewards.Tests.Verifiers;

/// <summary>Choices with the options of the question known.</summary>
public sealed class ChoiceMatchTests
{
    private const string Metals = "Which metal conducts best?\nA) iron\nB) copper\nC) silver\nD) none of these metals";

    private static RewardOutcome Run(string prompt, string[] references, string completion, string? metadata = null, params (string, string)[] settings) =>
        ToolHarness.Run(
            "choice-match",
            ToolHarness.QueryOf(references) with { Prompt = [new Message("user", prompt)], Metadata = metadata is null ? null : ToolHarness.Json(metadata) },
            completion,
            settings);

    private static double Score(string prompt, string reference, string completion, string? metadata = null) =>
        Assert.IsType<RewardOutcome.Scored>(Run(prompt, [reference], completion, metadata)).Value;

    [Theory]
    [InlineData("B", "Antwort: B")]
    [InlineData("B", "Die richtige Antwort lautet (B).")]
    [InlineData("B", "La respuesta correcta es la opción B.")]
    [InlineData("B", "La bonne réponse est B.")]
    [InlineData("B", "A resposta correta é a letra B")]
    [InlineData("B", "Risposta: B")]
    [InlineData("B", "Правильный ответ — B.")]
    [InlineData("B", "答案是B。")]
    [InlineData("B", "故选B。")]
    [InlineData("B", "选项B正确")]
    [InlineData("B", "正解はBです。")]
    [InlineData("B", "정답은 B입니다.")]
    [InlineData("B", "सही उत्तर B है।")]
    [InlineData("B", "الإجابة الصحيحة هي B")]
    [InlineData("B", "Đáp án đúng là B.")]
    [InlineData("B", "Doğru cevap B.")]
    [InlineData("B", "nicht A sondern B")]
    [InlineData("B", "Copper")]
    [InlineData("B", "\\boxed{\\text{Copper}}")]
    [InlineData("B", "It's copper.")]
    [InlineData("B", "The metal that conducts best is copper.")]
    [InlineData("B", "Copper (B)")]
    [InlineData("B", "b) copper")]
    [InlineData("D", "None of these metals")]
    [InlineData("B", "Ｂ")]
    [InlineData("B", "Answer: B?")]
    [InlineData("B", "{\"why\": \"the answer is C at first sight\", \"answer\": \"B\"}")]
    [InlineData("B", "A is out, C is out, so B.")]
    [InlineData("B", "That leaves us with B.")]
    [InlineData("B", "Between A and B I pick B")]
    [InlineData("B", "I chose B.")]
    [InlineData("B", "Answer seems to be B.")]
    [InlineData("B", "Answer: A. Wait, no, B.")]
    [InlineData("B", "A is soft.\n\n**B**")]
    [InlineData("B", "The second option")]
    [InlineData("B", "- B")]
    [InlineData("B", "The answer is not A, it is B.")]
    [InlineData("B", "La respuesta correcta es la B.")]
    [InlineData("B", "It is **copper**, which corresponds to option **B**.")]
    [InlineData("B", "Copper conducts best. Iron does not.")]
    [InlineData("B", "It cannot be iron, so it is copper.")]
    [InlineData("B", "It is copper, not iron.")]
    [InlineData("B", "### Answer\n\n**B**\n\n### Explanation\n\nOptions A and C conduct less.")]
    [InlineData("B", "A) False\nB) True\nC) False\nD) False")]
    [InlineData("B", "A \u274c\nB \u2705\nC \u274c")]
    [InlineData("B", "B\n\nA. Iron is wrong\nC. Silver is wrong")]
    [InlineData("B", "Answer: B\n\nQuestion: Which is the lightest?\nAnswer: A")]
    [InlineData("B", "1. B")]
    public void Score_Chosen_Is1(string reference, string completion)
    {
        Assert.Equal(1, Score(Metals, reference, completion));
        Assert.Equal(0, Score(Metals, "A", completion));
    }

    [Theory]
    [InlineData("Copper conducts best. Iron conducts best.")]
    [InlineData("It is iron, not copper.")]
    [InlineData("It cannot be copper, so it is iron.")]
    [InlineData("Copper, or maybe iron. So copper or iron.")]
    [InlineData("A) True\nB) True\nC) False\nD) False")]
    [InlineData("A) True\nB) False\nB) True")]
    [InlineData("### Answer\n\n**A**\n\n### Explanation\n\nOption B conducts less.")]
    [InlineData("La respuesta correcta es la A.")]
    [InlineData("1. A\n2. B")]
    public void Score_OtherOrSeveralClauses_Is0(string completion) => Assert.Equal(0, Score(Metals, "B", completion));

    [Theory]
    [InlineData("Die Antwort ist nicht B.")]
    [InlineData("La réponse n'est pas B.")]
    [InlineData("不是B")]
    [InlineData("答えはBではありません")]
    [InlineData("Antwort: B oder C")]
    [InlineData("答案：B或C")]
    [InlineData("B ist falsch")]
    [InlineData("Iron")]
    [InlineData("B) Iron")]
    [InlineData("Iron (B)")]
    [InlineData("Copper or iron")]
    [InlineData("Not copper")]
    [InlineData("Hardly copper")]
    [InlineData("B if it is pure")]
    [InlineData("The answer is B minus")]
    [InlineData("Answer: B+")]
    [InlineData("B. Wait, no, C.")]
    [InlineData("B? No.")]
    [InlineData("One might say the answer is B, but it's C.")]
    [InlineData("{\"answer\": [\"B\", \"C\"]}")]
    [InlineData("A\nB\nC\nD")]
    [InlineData("Anything but B")]
    [InlineData("Statement (B) is a common myth.")]
    [InlineData("B: wrong")]
    [InlineData("[ ] B\n[x] C")]
    [InlineData("B's")]
    public void Score_DeniedDoubtedOrAnother_Is0(string completion) => Assert.Equal(0, Score(Metals, "B", completion));

    [Theory]
    [InlineData("A, C", "A, C", 1)]
    [InlineData("A, C", "C and A", 1)]
    [InlineData("A, C", "AC", 1)]
    [InlineData("AC", "A/C", 1)]
    [InlineData("[\"A\", \"C\"]", "\\boxed{A, C}", 1)]
    [InlineData("A, C", "[\"A\", \"C\"]", 1)]
    [InlineData("A, C", "答案：AC", 1)]
    [InlineData("A, C", "iron and silver", 1)]
    [InlineData("A, C", "- A\n- C", 1)]
    [InlineData("A, C", "A", 0)]
    [InlineData("A, C", "A, B, C", 0)]
    [InlineData("A, C", "A, B, C, D", 0)]
    [InlineData("A, C", "A or C", 0)]
    [InlineData("A, C", "not A, C", 0)]
    public void Score_SeveralWanted_AreASet(string reference, string completion, double value) => Assert.Equal(value, Score(Metals, reference, completion));

    [Fact]
    public void Score_SeveralReferences_AreAllWantedUnlessToldOtherwise()
    {
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(Run(Metals, ["A", "C"], "A")).Value);
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(Run(Metals, ["A", "C"], "C, A")).Value);
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(Run(Metals, ["A", "C"], "C", null, ("several", "any"))).Value);
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(Run(Metals, ["B", "copper"], "B")).Value);
    }

    [Theory]
    [InlineData("2", 1)]
    [InlineData("Answer: 2", 1)]
    [InlineData("2. copper", 1)]
    [InlineData("copper", 1)]
    [InlineData("1", 0)]
    [InlineData("2 or 3", 0)]
    [InlineData("2.5", 0)]
    [InlineData("23", 0)]
    [InlineData("There are 2 metals, but the answer is 3", 0)]
    public void Score_NumberedOptions_AreChosenByNumber(string completion, double value) =>
        Assert.Equal(value, Score("Which metal?\n1. iron\n2. copper\n3. silver", "2", completion));

    [Theory]
    [InlineData("{\"choices\": [\"iron\", \"copper\"]}")]
    [InlineData("{\"choices\": {\"label\": [\"A\", \"B\"], \"text\": [\"iron\", \"copper\"]}}")]
    [InlineData("{\"options\": {\"A\": \"iron\", \"B\": \"copper\"}}")]
    [InlineData("{\"choices\": [\"A) iron\", \"B) copper\"]}")]
    public void Score_OptionsOfMetadata_AreRead(string metadata)
    {
        Assert.Equal(1, Score("Which metal?", "copper", "B", metadata));
        Assert.Equal(1, Score("Which metal?", "B", "copper", metadata));
        Assert.Equal(0, Score("Which metal?", "copper", "iron", metadata));
    }

    [Fact]
    public void Score_OptionsInOneLineAndBeyondJ_AreRead()
    {
        Assert.Equal(1, Score("Which metal? (A) iron (B) copper (C) silver", "copper", "(B)"));
        var many = "Pick one.\n" + string.Join('\n', Enumerable.Range(0, 14).Select(i => $"{(char)('A' + i)}. thing {i}"));
        Assert.Equal(1, Score(many, "thing 12", "Answer: M"));
        Assert.Equal(0, Score(many, "thing 12", "Answer: L"));
        Assert.IsType<RewardOutcome.Unscorable>(Run(many, ["thing 99"], "Answer: L"));
    }

    [Fact]
    public void Score_HostileInput_EndsAtOnce()
    {
        foreach (var unit in (string[])["antwort ", "A oder ", "nicht B ", "so B ", "wait ", "copper ", "选", "{\"answer\":", "A, ", "(A) ", "- A\n",
            "die Option B ", "the answer is "])
        {
            var started = Stopwatch.GetTimestamp();
            _ = Score(Metals, "B", string.Concat(Enumerable.Repeat(unit, 100_000)));
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), unit);
        }
    }
}
