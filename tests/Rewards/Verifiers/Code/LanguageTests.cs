using System.Text.Json;
using Rlar.Rewards.Tests.Sandbox;

namespace Rlar.Rewards.Tests.Verifiers.Code;

public sealed class LanguageTests
{
    private const string Cases = """{"cases": [{"stdin": "3 4\n", "stdout": "7"}, {"stdin": "-1 1\n", "stdout": "0\n"}]}""";

    [SandboxTheory]
    [InlineData("javascript", "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(a + b);")]
    [InlineData("c", "#include <stdio.h>\nint main(void) { int a, b; scanf(\"%d %d\", &a, &b); printf(\"%d\\n\", a + b); }")]
    [InlineData("cpp", "#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }")]
    [InlineData("bash", "read a b\necho $((a + b))")]
    [InlineData("csharp", "var words = Console.ReadLine()!.Split(' ');\nConsole.WriteLine(words.Sum(int.Parse));")]
    public void Score_RightProgram_PassesAndAWrongOneFails(string language, string program)
    {
        Assert.Equal(1, Value(language, Cases, $"Here:\n```{language}\n{program}\n```"));
        Assert.Equal(0, Value(language, Cases.Replace("\"7\"", "\"8\"", StringComparison.Ordinal), $"```{language}\n{program}\n```"));
    }

    [SandboxTheory]
    [InlineData("c", "int main(void) { return 0 }")]
    [InlineData("cpp", "int main() { return x; }")]
    [InlineData("csharp", "Console.WriteLine(\"7\"")]
    public void Score_ProgramThatDoesNotCompile_IsWrongAndSaysWhy(string language, string program)
    {
        var outcome = Assert.IsType<RewardOutcome.Scored>(Run(language, Cases, $"```{language}\n{program}\n```"));
        Assert.Equal(0, outcome.Value);
        Assert.Contains("does not compile", outcome.Reason, StringComparison.Ordinal);
    }

    [SandboxTheory]
    [InlineData("javascript", "process.exit(3)", "exit status 3")]
    [InlineData("c", "#include <stdlib.h>\nint main(void) { abort(); }", "SIGABRT")]
    [InlineData("cpp", "int main() { return *(volatile int *)0; }", "SIGSEGV")]
    [InlineData("bash", "exit 4", "exit status 4")]
    [InlineData("csharp", "throw new Exception(\"no\");", "SIGABRT")]
    public void Score_ProgramThatEndsBadly_IsWrongAndSaysHow(string language, string program, string how)
    {
        var outcome = Assert.IsType<RewardOutcome.Scored>(Run(language, "null", $"```{language}\n{program}\n```"));
        Assert.Equal(0, outcome.Value);
        Assert.Contains(how, outcome.Reason, StringComparison.Ordinal);
    }

    [SandboxTheory]
    [InlineData("javascript", "for (;;) {}")]
    [InlineData("c", "int main(void) { for (volatile int i = 0;; i++) {} }")]
    [InlineData("bash", "while :; do :; done")]
    public void Score_EndlessProgram_RunsOutOfTime(string language, string program)
    {
        var outcome = Assert.IsType<RewardOutcome.Scored>(Run(language, "null", $"```{language}\n{program}\n```", ("time", "0.5")));
        Assert.Equal(0, outcome.Value);
        Assert.Contains("ran out of time", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_TestsThatCallFunctions_AreUnscorable() =>
        Assert.IsType<RewardOutcome.Unscorable>(Run("c", """{"asserts": ["assert f(1) == 2"]}""", "```c\nint f(int x) { return x + 1; }\n```"));

    private static double Value(string language, string tests, string completion) => Assert.IsType<RewardOutcome.Scored>(Run(language, tests, completion)).Value;

    private static RewardOutcome Run(string language, string tests, string completion, params (string Name, string Value)[] settings)
    {
        var query = new Query { Id = "q", Prompt = [], Tests = JsonElement.Parse(tests) };
        var tool = BuiltInTools.Registry.Create("code/" + language, settings.ToDictionary(s => s.Name, s => s.Value));
        return Task.Run(() => tool.ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), CancellationToken.None).AsTask()).GetAwaiter().GetResult()[0];
    }
}
