using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Host.Commands;

/// <summary><c>rlar math GOLD ANSWER</c>.</summary>
internal static class MathCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var gold = new Argument<string>("GOLD") { Description = "The reference: LaTeX or text, or a whole solution." };
        var answer = new Argument<string>("ANSWER") { Description = "The completion; - for standard input." };
        var set = new Option<string[]>("--set") { Description = "An option of the math tool; repeat for several.", HelpName = "option=value" };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "math",
            """
            Verifies one answer and shows what was read, which layer decided, and why.

              rlar math '\frac{1}{2}' 'The answer is $\boxed{0.5}$.'
              rlar math '(x+1)^2' 'x^2 + 2x + 1' --json
              rlar math '1/3' '0.33' --set precision=2

            Ends with 0 for a right answer, 1 for a wrong one and 2 where nothing can be said.
            """)
        {
            gold, answer, set, json,
        };
        command.SetAction(parsed =>
        {
            UnicodeSupport.Require();
            var verifier = MathVerifier.FromSettings(CommandValues.Settings(parsed.GetValue(set)));
            var completion = parsed.GetValue(answer)!;
            var verdict = verifier.Verify(parsed.GetValue(gold)!, completion == "-" ? System.Console.In.ReadToEnd() : completion);
            System.Console.WriteLine(parsed.GetValue(json) ? MathVerdictText.Json(verdict) : MathVerdictText.Lines(verdict));
            return verdict.Outcome switch { MathOutcome.Right => ExitCode.Done, MathOutcome.Wrong => ExitCode.SomeFailed, _ => ExitCode.BadInput };
        });
        return command;
    }
}
