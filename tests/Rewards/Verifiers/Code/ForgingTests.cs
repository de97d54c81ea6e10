using System.Text.Json;
using Rlar.Rewards.Tests.Sandbox;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>Programs that try to pass tests without solving the task (docs/code.md): none passes a single one, and none is unscorable or breaks the sandbox.</summary>
public sealed class ForgingTests(ForgingTests.Runs runs) : IClassFixture<ForgingTests.Runs>
{
    private static readonly string s_folder = Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Code", "Forging");

    /// <summary>The programs' names.</summary>
    public static TheoryData<string> Programs => [.. Directory.GetFiles(s_folder, "*.py").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    [Fact]
    public void Programs_OfTheSuite_AreMany() => Assert.True(Programs.Count >= 100);

    [SandboxTheory]
    [MemberData(nameof(Programs))]
    public async Task Score_ProgramThatForges_PassesNoTest(string program)
    {
        var outcomes = await runs.Of(program);
        Assert.NotEmpty(outcomes);
        Assert.Empty(outcomes.Where(o => o.Outcome is not RewardOutcome.Scored { Value: 0 }).Select(o => $"{o.Test}: {o.Outcome}"));
    }

    /// <summary>Runs all of them side by side, since many only wait for their limits.</summary>
    public sealed class Runs : IDisposable
    {
        private const string Check = "def check(candidate):\n    assert candidate(3) == 12\n    assert candidate(5) == 28\n";
        private const string Unittest = """
            import unittest
            class TestSolve(unittest.TestCase):
                def test_three(self):
                    self.assertEqual(solve(3), 12)
                def test_five(self):
                    self.assertEqual(solve(5), 28)
            if __name__ == "__main__":
                unittest.main()
            """;

        private const string Pytest = "from solution import solve\ndef test_three():\n    assert solve(3) == 12\ndef test_five():\n    assert solve(5) == 28\n";

        private static readonly Dictionary<string, object?> s_standard = new(StringComparer.Ordinal)
        {
            ["asserts"] = new[] { "assert solve(3) == 12", "assert solve(5) == 28" },
            ["check"] = new Dictionary<string, object> { ["check"] = Check, ["entry_point"] = "solve" },
            ["code"] = new Dictionary<string, object> { ["code"] = "assert solve(3) == 12\nassert solve(5) == 28\n" },
            ["unittest"] = new Dictionary<string, object> { ["code"] = Unittest },
            ["pytest"] = new Dictionary<string, object> { ["code"] = Pytest },
            ["calls"] = new Dictionary<string, object> { ["inputs"] = new[] { new[] { 3 }, [5] }, ["outputs"] = new[] { 12, 28 }, ["fn_name"] = "solve" },
            ["streams"] = new Dictionary<string, object> { ["inputs"] = new[] { "3\n", "5\n" }, ["outputs"] = new[] { "12\n", "28\n" } },
            ["none"] = null,
        };

        private readonly IRewardTool _tool = BuiltInTools.Registry.Create(
            "code/python", new Dictionary<string, string> { ["score"] = "fraction", ["time"] = "0.5", ["memory"] = "256" });

        private readonly SemaphoreSlim _places = new(8);
        private readonly Dictionary<string, Task<(string Test, RewardOutcome Outcome)[]>> _outcomes = new(StringComparer.Ordinal);

        /// <summary>Starts them.</summary>
        public Runs()
        {
            if (Machine.WhyNot is null)
            {
                foreach (var program in Programs)
                    _outcomes[program.Data] = Task.Run(() => RunAsync(program.Data));
            }
        }

        /// <summary>What came of each of a program's tests.</summary>
        public Task<(string Test, RewardOutcome Outcome)[]> Of(string program) => _outcomes[program];

        /// <inheritdoc/>
        public void Dispose()
        {
            Task.WaitAll([.. _outcomes.Values]);
            _places.Dispose();
        }

        private async Task<(string Test, RewardOutcome Outcome)[]> RunAsync(string program)
        {
            var source = await File.ReadAllTextAsync(Path.Combine(s_folder, program + ".py"));
            return await Task.WhenAll(TestsOf(source).Select(async test =>
            {
                await _places.WaitAsync();
                try
                {
                    var query = new Query { Id = "q", Prompt = [], Tests = test.Tests is null ? null : JsonSerializer.SerializeToElement(test.Tests) };
                    return (test.Name, (await _tool.ScoreAsync(new RolloutGroup(query, [new Completion($"```python\n{source}```")]), CancellationToken.None))[0]);
                }
                finally
                {
                    _places.Release();
                }
            }));
        }

        /// <summary>By the first lines of a program: "#> " an assert, "#| " a line of test code, "# meets: " the standard tests that it meets.</summary>
        private static IEnumerable<(string Name, object? Tests)> TestsOf(string source)
        {
            var lines = source.Split('\n');
            var asserts = lines.Where(line => line.StartsWith("#> ", StringComparison.Ordinal)).Select(line => line[3..].Replace("\\n", "\n", StringComparison.Ordinal)).ToArray();
            if (asserts.Length > 0)
                yield return ("own", asserts);
            var code = lines.Where(line => line.StartsWith("#|", StringComparison.Ordinal)).Select(line => line.Length > 3 ? line[3..] : "").ToArray();
            if (code.Length > 0)
                yield return ("own", new Dictionary<string, string> { ["code"] = string.Join('\n', code) });
            foreach (var line in lines.Where(line => line.StartsWith("# meets: ", StringComparison.Ordinal)))
            {
                foreach (var name in line[9..].Split(' '))
                    yield return (name, s_standard[name]);
            }
        }
    }
}
