using Rlar.Inference.Tokenizers.Patterns;

namespace Rlar.Inference.Tests.Tokenizers.Patterns;

public sealed class WordScannerTests
{
    // The scanners by hand against the same patterns as regular expressions.
    [Theory]
    [InlineData(WordScanner.Gpt2)]
    [InlineData(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    [InlineData(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    public void Find_KnownPattern_EqualsItsRegularExpression(string pattern)
    {
        Assert.NotNull(WordScanner.For(pattern));
        var (scanner, regex) = (TextPattern.OfRegex(pattern), TextPattern.OfRegex(pattern, scanners: false));
        var random = new Random(6);
        for (var i = 0; i < 5000; i++)
        {
            var text = RandomText.Next(random);
            var (expected, actual) = (new List<(int, int)>(), new List<(int, int)>());
            regex.Find(text, expected);
            scanner.Find(text, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(@"\d++a", "12a 3", "0+3")]
    [InlineData("[^\\S a]+", "a\t\n ", "")]
    [InlineData("(?i:fi)", "fi", "")]
    [InlineData("(?i:[a-z])", "a", "")]
    [InlineData("(?i:'s|k)", "'\u017F\u212A'S", "0+2 2+1 3+2")]
    [InlineData(@"\x{61}{,2}b", "aaab", "1+3")]
    [InlineData(@"\p{So}|\p{Lo}", "\U0001F600\U00020000x", "0+2 2+2")]
    public void Find_OtherPattern_ReadsOnigurumasSyntax(string pattern, string text, string expected)
    {
        if (expected.Length == 0)
        {
            Assert.Throws<FormatException>(() => TextPattern.OfRegex(pattern));
            return;
        }

        var matches = new List<(int Start, int Length)>();
        TextPattern.OfRegex(pattern).Find(text, matches);
        Assert.Equal(expected, string.Join(' ', matches.Select(match => $"{match.Start}+{match.Length}")));
    }
}
