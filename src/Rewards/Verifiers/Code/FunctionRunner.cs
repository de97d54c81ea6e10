using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Runs tests that call a Python program's functions: the program in one sandbox (Harness/subject.py), the tests in another
/// (Harness/judge.py), plain values between them. Where the program ends or hangs in a test, that test has failed, and the rest is run with
/// the program started anew.
/// </summary>
/// <param name="pool">Where programs run; its supervisors have the harness.</param>
internal sealed class FunctionRunner(SandboxPool pool)
{
    private const int MostRestarts = 10;

    /// <summary>Runs the tests.</summary>
    internal async Task<CodeVerdict> RunAsync(string program, CodeTests.Functions tests, CodeRunOptions options, CancellationToken cancellationToken)
    {
        var results = new List<TestResult>();
        double cpu = 0;
        long memory = 0;
        for (int restarts = 0, timeOuts = 0; ; restarts++)
        {
            var run = await pool.RunAsync(JobOf(program, tests, options, results.Count), cancellationToken);
            cpu += run.Cpu;
            memory = Math.Max(memory, run.Memory);
            var report = JudgeReport.Read(run.Outputs[1].Report);
            if (report.Broken is { } broken)
                throw new SandboxException($"The tests' side of the sandbox broke: {broken}{System.Text.Encoding.UTF8.GetString(run.Outputs[1].Stderr.Span)}");
            if (report.Unfit is { } unfit)
                return new CodeVerdict(results, cpu, memory) { Unfit = unfit };
            results.AddRange(report.Results);
            if (report.LoadError is { } loadError)
                return All(results, tests.Count, loadError, cpu, memory);
            if (report.IsDone || (options.StopsEarly && results.Exists(result => !result.IsPassed)))
                return new CodeVerdict(results, cpu, memory);

            // The next test is the one that did not come to its end.
            var why = StopText.Of(run.Stop, options) ?? report.Gone ?? "the program ended in the middle of the test";
            if (!report.IsLoaded)
                return All(results, tests.Count, why, cpu, memory);
            results.Add(new TestResult(NameOf(tests, results.Count), false, why));
            timeOuts += run.Stop is SandboxStop.CpuTime or SandboxStop.WallTime ? 1 : 0;
            if (results.Count >= tests.Count && tests.Kind != FunctionTestKind.Code)
                return new CodeVerdict(results, cpu, memory);
            if (options.StopsEarly || timeOuts >= CodeRunOptions.MostTimeOuts || restarts >= MostRestarts || tests.Kind == FunctionTestKind.Check)
                return All(results, tests.Count, $"not run after tests that did not end ({why})", cpu, memory);
        }
    }

    private static SandboxJob JobOf(string program, CodeTests.Functions tests, CodeRunOptions options, int from)
    {
        var subject = SandboxParty.Of("subject.run", json =>
        {
            json.WriteString("source", program);
            json.WriteBoolean("presumed", IsOfLeetCode(program, tests));
            json.WriteStartArray("disabled");
            foreach (var name in options.Disabled)
                json.WriteStringValue(name);
            json.WriteEndArray();
        });
        var judge = SandboxParty.Of("judge.run", json =>
        {
            json.WriteString(
                "kind",
                tests.Kind switch
                {
                    FunctionTestKind.Asserts => "asserts",
                    FunctionTestKind.Check => "check",
                    FunctionTestKind.Code => "code",
                    _ => "calls",
                });
            json.WriteString("entry", tests.EntryPoint);
            json.WriteNumber("from", from);
            json.WriteBoolean("early", options.StopsEarly);
            json.WriteStartArray("setup");
            foreach (var setup in tests.Setup)
                json.WriteStringValue(setup);
            json.WriteEndArray();
            json.WriteStartArray("tests");
            foreach (var test in tests.Tests)
                test.WriteTo(json);
            json.WriteEndArray();
        });

        // One test file may hold any number of tests.
        return new SandboxJob([subject, judge], options.LimitsFor(tests.Kind == FunctionTestKind.Code ? 100 : tests.Count), IsLinked: true);
    }

    /// <summary>
    /// Whether the program finds what LeetCode has imported (Harness/presumed.py), as LiveCodeBench's runner and LeetCodeDataset's prompts have it:
    /// where calls are given as data, and where the answer is a method of a class Solution.
    /// </summary>
    private static bool IsOfLeetCode(string program, CodeTests.Functions tests) =>
        tests.Kind == FunctionTestKind.Calls || program.Contains("class Solution", StringComparison.Ordinal);

    private static string NameOf(CodeTests.Functions tests, int index) =>
        tests.Kind == FunctionTestKind.Asserts && index < tests.Count ? tests.Tests[index].GetString()! : $"test {index + 1}";

    private static CodeVerdict All(List<TestResult> results, int count, string why, double cpu, long memory)
    {
        for (var i = results.Count; i < Math.Max(count, 1); i++)
            results.Add(new TestResult($"test {i + 1}", false, why));
        return new CodeVerdict(results, cpu, memory);
    }
}
