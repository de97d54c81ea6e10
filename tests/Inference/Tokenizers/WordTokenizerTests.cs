using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Tests.Tokenizers;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ,.! ", "")]
    [InlineData("Hello, world", "Hello|world")]
    [InlineData("don't 'quote'", "don't|quote")]
    [InlineData("cafe\u0301 na\u00EFve", "cafe\u0301|na\u00EFve")]
    [InlineData("3.5 a_b", "3|5|a|b")]
    public void Words_Text_AreRunsOfLettersAndDigits(string text, string words)
    {
        Assert.Equal(words, string.Join('|', WordTokenizer.Words(text)));
        Assert.Equal(WordTokenizer.Words(text).Count, WordTokenizer.Count(text));
    }

    /// <summary>Against counting the n-grams as strings, over few words so that many repeat.</summary>
    [Fact]
    public void RepeatedShare_RandomWords_EqualsCountingThem()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var words = Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(3).ToString()).ToArray();
            for (var n = 1; n <= 9; n++)
            {
                var grams = Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(at => string.Join(' ', words[at..(at + n)])).ToArray();
                var expected = grams.Length == 0 ? 0 : 1 - (double)grams.Distinct().Count() / grams.Length;
                Assert.Equal(expected, NGrams.RepeatedShare(words, n), 12);
            }
        }
    }
}
