using Rlar.Inference.Tokenizers.Models;

namespace Rlar.Inference.Tests.Tokenizers.Models;

public sealed class BpeModelTests
{
    // Merging by the textbook: of all pairs the one of the lowest rank, leftmost first, again and again.
    [Fact]
    public void Merge_ShortAndLongWords_EqualTheTextbook()
    {
        var random = new Random(9);
        for (var round = 0; round < 300; round++)
        {
            var table = new MergeTable(40);
            var merges = new Dictionary<(int, int), (int Rank, int Id)>();
            for (var rank = 0; rank < 40; rank++)
            {
                var pair = (random.Next(4 + rank), random.Next(4 + rank));
                if (merges.TryAdd(pair, (rank, 4 + rank)))
                    table.Add(pair.Item1, pair.Item2, rank, 4 + rank);
            }

            var word = Enumerable.Range(0, random.Next(1, 200)).Select(_ => random.Next(4)).ToList();
            var symbols = new Symbols();
            foreach (var id in word)
                symbols.Add(id, 1);
            symbols.Merge(table);
            while (word.Count > 1 && Enumerable.Range(0, word.Count - 1).Where(i => merges.ContainsKey((word[i], word[i + 1]))).ToList() is { Count: > 0 } places)
            {
                var best = places.MinBy(i => merges[(word[i], word[i + 1])].Rank);
                word[best] = merges[(word[best], word[best + 1])].Id;
                word.RemoveAt(best + 1);
            }

            Assert.Equal(word, symbols.Ids.ToArray());
        }
    }
}
