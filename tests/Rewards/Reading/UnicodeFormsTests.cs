using System.Text;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Tests.Reading;

public sealed class UnicodeFormsTests
{
    private static readonly NormalizationForm[] s_forms =
        [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD];

    [Fact]
    public void Of_RandomTextsWithLongRunsOfMarks_IsWhatIcuGives()
    {
        var random = new Random(7);
        Rune[] marks = [.. Runes().Where(UnicodeForms.IsMark)];
        Rune[] letters = [.. Runes().Where(rune => !UnicodeForms.IsMark(rune))];
        for (var turn = 0; turn < 400; turn++)
        {
            var text = new StringBuilder();
            for (var run = 0; run < 3; run++)
            {
                text.Append(letters[turn % 2 == 0 ? random.Next(letters.Length) : random.Next(500)].ToString());
                var (kinds, length) = (random.Next(1, marks.Length), random.Next(0, 2 * UnicodeForms.LongestLeft));
                for (var at = 0; at < length; at++)
                    text.Append(marks[random.Next(kinds)].ToString());
            }

            foreach (var form in s_forms)
            {
                var expected = text.ToString().Normalize(form);
                Assert.Equal(expected, UnicodeForms.Of(text.ToString(), form));
                Assert.Equal(expected, UnicodeForms.Sorted(text.ToString(), form).Normalize(form));
            }
        }
    }

    [Fact]
    public void Of_EveryCharacter_NeverThrows()
    {
        foreach (var form in s_forms)
            Assert.Equal(0x110000 - 0x800, Runes().Count(rune => UnicodeForms.Of($"e{rune}\u0301", form).Length > 0));
        Assert.Equal("\uFFFE\u00E9\uFFFE\uFFFE", UnicodeForms.Of("\uFFFEe\u0301\uFFFE\uFFFE", NormalizationForm.FormC));
    }

    [Theory]
    [InlineData("normalized-match")]
    [InlineData("squad")]
    [InlineData("qa-match")]
    [InlineData("token-f1")]
    [InlineData("contains")]
    [InlineData("math")]
    [InlineData("list-match")]
    [InlineData("numeric-match")]
    [InlineData("choice-match")]
    [InlineData("rougeL")]
    [InlineData("bleu")]
    [InlineData("chrf++")]
    [InlineData("ter")]
    public void Score_WhatIsNoCharacter_IsScored(string tool)
    {
        foreach (var answer in new[] { "caf\u00E9 \uFFFE", "\uFFFF caf\u00E9", "\U0001FFFE\uFDD0" })
        {
            Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run(tool, ToolHarness.QueryOf(tool is "choice-match" ? "A" : "5"), answer));
        }
    }

    [Fact]
    public void IsMark_EveryCharacter_WhatIsNoneNeverBecomesOne()
    {
        foreach (var rune in Runes().Where(rune => rune.Value != 0xFFFE && !UnicodeForms.IsMark(rune)))
            Assert.Equal(0, UnicodeForms.Class(rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().First()));
    }

    [Fact]
    public void Sorted_HalfAMillionMarks_NoneDescendsFromTheOneBefore()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0316\uFF9E\u0344\u0334", 100_000));
        var before = 0;
        foreach (var rune in UnicodeForms.Sorted(text, NormalizationForm.FormKC).EnumerateRunes())
        {
            Assert.True(UnicodeForms.Class(rune) is var now && (now == 0 || now >= before));
            before = UnicodeForms.Class(rune);
        }

        Assert.EndsWith(new string('\u0301', 1000), UnicodeForms.Of("a" + string.Concat(Enumerable.Repeat("\u0301\u0316", 250_000)), NormalizationForm.FormKC));
    }

    private static IEnumerable<Rune> Runes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));
}
