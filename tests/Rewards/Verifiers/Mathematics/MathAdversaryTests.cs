using System.Text.Json;
using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>The cases of Adversary/: what is open is marked, and everything else holds.</summary>
public sealed class MathAdversaryTests
{
    [Theory]
    [InlineData("extraction.jsonl")]
    [InlineData("forms.jsonl")]
    public void Verify_AdversarysCases_AgreeButForTheOpen(string file)
    {
        var verifier = new MathVerifier();
        var changed = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Mathematics", "Adversary", file)))
        {
            using var row = JsonDocument.Parse(line);
            var gold = row.RootElement.GetProperty("gold").GetString()!;
            var completion = row.RootElement.GetProperty("completion").GetString()!;
            var isRight = verifier.Verify(gold, completion).Outcome == MathOutcome.Right;
            var agrees = isRight == row.RootElement.GetProperty("right").GetBoolean();
            if (agrees == row.RootElement.TryGetProperty("open", out _))
                changed.Add($"{(agrees ? "solved, drop its mark" : "LOST")}: {gold} | {completion}");
        }

        Assert.True(changed.Count == 0, $"{changed.Count} changed:\n{string.Join('\n', changed.Take(20))}");
    }
}
