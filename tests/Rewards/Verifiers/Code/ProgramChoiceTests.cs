using System.Text.Json;
using Rlar.Rewards.Tests.Sandbox;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>What answers a row's tests: the program and not what is beside it, in the language that the row asks for.</summary>
public sealed class ProgramChoiceTests
{
    private const string Squares = """[{"input": "3\n", "output": "9\n"}, {"input": "5\n", "output": "25\n"}]""";
    private const string Cpp = "```cpp\n#include <iostream>\nint main() { int n; std::cin >> n; std::cout << n * n; }\n```";
    private const string Python = "```python\nn = int(input())\nprint(n * n)\n```";
    private const string Node = "```js\nconst n = Number(require('fs').readFileSync(0, 'utf8'));\nconsole.log(n * n);\n```";

    [SandboxTheory]
    [InlineData("Square a number.", Cpp, 1)]
    [InlineData("Square a number.", Cpp + "\nprints\n```\n9\n```", 1)]
    [InlineData("Square a number.", Node + "\nRun it:\n```bash\necho 3 | node main.js\n```", 1)]
    [InlineData("Square a number.", "```cpp\n#include <iostream>\nint main() { std::cout << 9; }\n```", 0)]
    [InlineData("Square a number in Python.", Cpp, 0)]
    [InlineData("Square a number.", "```rust\nfn main() {}\n```", 0)]
    [InlineData("Square a number.", Cpp + "\nIn Python:\n```python\nprint(9)\n```", 0)]
    public async Task Score_ProgramInAnotherLanguage_IsRunWhereTheRowLeavesItOpen(string prompt, string answer, double value) =>
        Assert.Equal(value, await ValueAsync("code/python", prompt, Squares, answer));

    [SandboxFact]
    public async Task Score_TestsOfFunctions_AskForPython() =>
        Assert.Equal(0, await ValueAsync("code/python", "Square.", """{"asserts": ["assert sq(2) == 4"]}""", "```cpp\nint sq(int n) { return n * n; }\n```"));

    [SandboxTheory]
    [InlineData("code/python", Python + "\nRun:\n```bash\necho 3 | python a.py\n```\nKey step:\n```python\nprint(n * n)\n```")]
    [InlineData("code/cpp", Cpp + "\nKey step:\n```cpp\nstd::cout << n * n;\n```\nAlone:\n```cpp\nint sq(int n) { return n * n; }\n```")]
    [InlineData("code/javascript", Node + "\nExample:\n```javascript\nconsole.log(3 * 3);\n```")]
    [InlineData("code/c", "```c\n#include <stdio.h>\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\", n * n); }\n```\n```c\nprintf(\"%d\", n * n);\n```")]
    [InlineData("code/bash", "```bash\nread n\necho $((n * n))\n```\nRun it:\n```bash\necho 3 | ./square.sh\n```")]
    [InlineData("code/csharp", "```csharp\nvar n = int.Parse(Console.ReadLine()!);\nConsole.WriteLine(n * n);\n```\nOr:\n```csharp\nConsole.WriteLine(9);\n```")]
    public async Task Score_SnippetBehindTheProgram_IsNotTheProgram(string tool, string answer) =>
        Assert.Equal(1, await ValueAsync(tool, "Square a number.", Squares, answer));

    [SandboxTheory]
    [InlineData("code/python", "```python\nn = int(input())\n```\nThen:\n```python\ns = n * n\n```\nLast:\n```python\nprint(s)\n```")]
    [InlineData("code/cpp", "```cpp\n#include <iostream>\nint sq(int n) { return n * n; }\n```\n```cpp\nint main() { int n; std::cin >> n; std::cout << sq(n); }\n```")]
    [InlineData("code/c", "```c\n#include <stdio.h>\nint sq(int n)\n{\n    return n * n;\n}\n```\n```c\nint main(void) { int n; scanf(\"%d\", &n); printf(\"%d\", sq(n)); }\n```")]
    [InlineData("code/javascript", "```js\nconst sq = (n) => n * n;\n```\n```js\nconst n = Number(require('fs').readFileSync(0, 'utf8'));\nconsole.log(sq(n));\n```")]
    [InlineData("code/bash", "```bash\nsq() {\n  echo $(($1 * $1)) # n * n\n}\n```\n```bash\nread n\nsq $n\n```")]
    [InlineData("code/csharp", "```csharp\nclass Sq { public static int Of(int n) => n * n; }\n```\n```csharp\nvar n = int.Parse(Console.ReadLine()!);\nConsole.WriteLine(Sq.Of(n));\n```")]
    [InlineData("code/cpp", "Here:\n\n#include <iostream>\nint main() { int n; std::cin >> n; std::cout << n * n; }\n\nIt squares the number that it reads.")]
    public async Task Score_ProgramInPieces_IsPutTogether(string tool, string answer)
    {
        Assert.Equal(1, await ValueAsync(tool, "Square a number.", Squares, answer));
        var wrong = answer.Replace("n * n", "n + n", StringComparison.Ordinal).Replace("$1 * $1", "$1 + $1", StringComparison.Ordinal);
        Assert.Equal(0, await ValueAsync(tool, "Square a number.", Squares, wrong));
    }

    [SandboxTheory]
    [InlineData("```cpp\nint sq(int n) { return 0; }\n```\nBetter:\n" + Cpp)]
    [InlineData(Cpp + "\nTest:\n```cpp\n#include <cassert>\nvoid test() { assert(3 * 3 == 9); }\n```")]
    [InlineData("```cpp\nint main() { std::cout << 0; }\n```\nWhole:\n" + Cpp)]
    public async Task Score_BlocksThatTheProgramDoesNotNeed_AreNoPieces(string answer) =>
        Assert.Equal(1, await ValueAsync("code/cpp", "Square a number.", Squares, answer));

    [SandboxTheory]
    [InlineData("x = 9 is the answer")]
    [InlineData("9")]
    [InlineData("I will not write it.")]
    [InlineData("The sample:\n\nprint(9)\n\nIt prints the answer of the sample.")]
    public async Task Score_AnswerWithoutAProgram_IsWrong(string answer) =>
        Assert.Equal(0, await ValueAsync("code/python", "Square a number.", Squares, answer));

    [SandboxTheory]
    [InlineData("    return n * n\n\n\ndef test_square():\n    assert square(2) == 4\n", 1)]
    [InlineData("    return n + n + 1\n\n\ndef test_square():\n    assert square(2) == 5\n", 0)]
    [InlineData("    m = n\n    return m * n\n```\n\nIt squares.", 1)]
    public async Task Score_RestOfTheFunctionOfThePrompt_IsWhole(string answer, double value) => Assert.Equal(
        value,
        await ValueAsync("code/python", "def square(n):\n    \"\"\"The square of n.\"\"\"\n", """{"test": "def check(candidate):\n    assert candidate(3) == 9", "entry_point": "square"}""", answer));

    [SandboxTheory]
    [InlineData("""{"fn_name": "top", "inputs": [[[1, 2, 2]]], "outputs": [2]}""")]
    [InlineData("""{"test": "def check(candidate):\n    assert candidate([1, 2, 2]) == 2", "entry_point": "Solution().top"}""")]
    [InlineData("""{"test": "def check(candidate):\n    assert candidate([1, 2, 2]) == 2", "entry_point": "top"}""")]
    [InlineData("""{"asserts": ["assert top([1, 2, 2]) == 2"]}""")]
    public async Task Score_MethodOfSolution_FindsWhatLeetCodeImports(string tests)
    {
        const string Answer = "```python\nclass Solution:\n    def top(self, nums: List[int]) -> Optional[int]:\n        return Counter(nums).most_common(1)[0][0]\n```";
        const string Usage = "\nUsage:\n```python\ndef demo():\n    print(Solution().top([1]))\ndemo()\n```";
        Assert.Equal(1, await ValueAsync("code/python", "Find it.", tests, Answer + Usage));
        Assert.Equal(0, await ValueAsync("code/python", "Find it.", tests, Answer.Replace("(1)[0][0]", "()[-1][0]", StringComparison.Ordinal) + Usage));
    }

    [SandboxTheory]
    [InlineData("""{"asserts": ["assert True", "x = 1"]}""", "def f(x): return x")]
    [InlineData("""{"asserts": ["assert True"]}""", "raise SystemExit")]
    [InlineData("""{"code": "import math\ndef test_root():\n    assert math.sqrt(4) == 2\n"}""", "def f(x): return x")]
    public async Task Score_TestsThatAskNothing_AreUnscorable(string tests, string program) =>
        Assert.IsType<RewardOutcome.Unscorable>(await RunAsync("code/python", "Write f.", tests, $"```python\n{program}\n```"));

    [SandboxTheory]
    [InlineData("""{"asserts": ["assert True", "assert f(2) == 2"]}""", 1)]
    [InlineData("""{"asserts": ["assert LIMIT == 5"]}""", 1)]
    [InlineData("""{"code": "import solution\nassert solution.f(2) == 2"}""", 1)]
    [InlineData("""{"code": "import sys\nassert sys.modules"}""", 1)]
    [InlineData("""{"asserts": ["assert False"]}""", 0)]
    public async Task Score_TestsThatMayAsk_AreScored(string tests, double value) =>
        Assert.Equal(value, await ValueAsync("code/python", "Write f.", tests, "```python\nLIMIT = 5\ndef f(x): return x\n```"));

    private static async Task<double> ValueAsync(string tool, string prompt, string tests, string answer) =>
        Assert.IsType<RewardOutcome.Scored>(await RunAsync(tool, prompt, tests, answer)).Value;

    private static async Task<RewardOutcome> RunAsync(string tool, string prompt, string tests, string answer)
    {
        var query = new Query { Id = "q", Prompt = [new Message("user", prompt)], Tests = JsonElement.Parse(tests) };
        var made = BuiltInTools.Registry.Create(tool, new Dictionary<string, string>());
        return (await made.ScoreAsync(new RolloutGroup(query, [new Completion(answer)]), CancellationToken.None))[0];
    }
}
