using Rlar.Agents.Classification;
using Xunit;

namespace Rlar.Agents.Tests.Classification;

public sealed class TaskLabelTests
{
    public static TheoryData<string, string> Names => new()
    {
        { "maths", "mathematics" },
        { "Math Word Problem", "mathematics" },
        { "math_word_problems", "mathematics" },
        { "Mathematical Reasoning", "mathematics" },
        { "数学", "mathematics" },
        { "text-to-sql", "code" },
        { "Text2SQL", "code" },
        { "program synthesis", "code" },
        { "Code Generation (Python)", "code" },
        { "unit-test generation", "code" },
        { "C++", "code" },
        { "open-domain question answering", "qa" },
        { "Question Answering", "qa" },
        { "QA", "qa" },
        { "Q&A", "qa" },
        { "multi-hop QA", "qa" },
        { "reading comprehension", "qa" },
        { "summarization", "summarisation" },
        { "Summary", "summarisation" },
        { "text summarisation", "summarisation" },
        { "TL;DR", "summarisation" },
        { "function calling", "tool-call" },
        { "Tool Use", "tool-call" },
        { "tool_call", "tool-call" },
        { "tool-call", "tool-call" },
        { "API calls", "tool-call" },
        { "chit-chat", "dialogue" },
        { "dialog", "dialogue" },
        { "multi-turn dialogue", "dialogue" },
        { "role-play", "dialogue" },
        { "machine translation", "translation" },
        { "MT", "translation" },
        { "Übersetzung", "translation" },
        { "Instruction Following", "instruction-following" },
        { "instruction_following", "instruction-following" },
        { "IFEval", "instruction-following" },
        { "Task: math word problem", "mathematics" },
        { "harmful requests", "safety" },
        { "Red-Teaming", "safety" },
        { "ＭＡＴＨ", "mathematics" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_NameOfElsewhere_IsTheCanonicalTask(string name, string task) => Assert.Equal(task, TaskLabel.Of(name));

    [Theory]
    [InlineData("Protein Folding", "protein folding")]
    [InlineData("  music--theory! ", "music theory")]
    [InlineData("very long label of many words", "very long label")]
    [InlineData("хайку", "хайку")]
    [InlineData("!?", "")]
    public void Of_UnknownName_StaysItself_ShortenedAndNormalised(string name, string label) => Assert.Equal(label, TaskLabel.Of(name));

    [Fact]
    public void Of_AnyText_HasAtMostThreeLowerCaseWords_AndIsItsOwnLabel()
    {
        var random = new Random(17);
        const string Letters = "abcXYZ é_-  /:;()数学Ж ß09&+#\u0301\n\t\ud83d\ude00";
        for (var round = 0; round < 5000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            // A lone surrogate is no text that a row can hold.
            var label = TaskLabel.Of(text.Replace("\ud83d", "", StringComparison.Ordinal).Replace("\ude00", "", StringComparison.Ordinal));
            Assert.True(label.Split(' ').Length <= TaskLabel.MostWords, label);
            Assert.Equal(label.ToLowerInvariant(), label);
            Assert.Equal(label, TaskLabel.Of(label));
        }
    }

    [Fact]
    public void Canonical_AreNine_AndTheirOwnLabels()
    {
        Assert.Equal(9, TaskLabel.Canonical.Count);
        Assert.All(TaskLabel.Canonical, task => Assert.Equal(task, TaskLabel.Of(task)));
        Assert.All(TaskLabel.Canonical, task => Assert.True(TaskLabel.IsCanonical(task)));
    }
}
