using System.Text;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Inference.Tests.Llama.Serving;

public sealed class GeneratedTextTests
{
    // Whatever the pieces, the parts give the whole, and the whole ends at the first stop text.
    [Fact]
    public void Append_RandomPieces_PartsGiveTheTextUpToTheFirstStop()
    {
        var random = new Random(2);
        for (var round = 0; round < 2000; round++)
        {
            string[] alphabet = ["a", "b", "ab", "é", "\U0001F600", "日"];
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            string[] stops = [.. Enumerable.Range(0, random.Next(3)).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => alphabet[random.Next(alphabet.Length)])))];
            var bytes = Encoding.UTF8.GetBytes(text);
            var generated = new GeneratedText(stops);
            var parts = new StringBuilder();
            for (var at = 0; at < bytes.Length && !generated.IsStopped;)
            {
                var count = Math.Min(1 + random.Next(5), bytes.Length - at);
                _ = generated.Append(bytes.AsSpan(at, count));
                at += count;
                var part = generated.Take(all: false);
                Assert.DoesNotContain('\ufffd', part);
                _ = parts.Append(part);
            }

            _ = parts.Append(generated.Take(all: true));
            var first = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
            // A piece may complete two stop texts; the one that begins first counts among those that are complete.
            Assert.Equal(first >= 0, generated.IsStopped);
            Assert.Equal(generated.Whole(), parts.ToString());
            Assert.StartsWith(generated.Whole(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(stops, stop => generated.Whole().Contains(stop, StringComparison.Ordinal));
        }
    }
}
