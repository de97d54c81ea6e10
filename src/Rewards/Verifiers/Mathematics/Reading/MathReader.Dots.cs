using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Dots, however they are written: what goes on.
internal sealed partial class MathReader
{
    /// <summary>What every command of dots is called, and three full stops.</summary>
    internal const string DotsCommand = "dots";

    /// <summary>The item of a list that stands for those that are not written.</summary>
    internal static MathNode Dots { get; } = new MathNode.Symbol("\\" + DotsCommand);

    private bool TakeDots() => TakeCommand(DotsCommand);

    // 0.333... is 1/3, where one digit stands there three times or several digits twice; else it is as many digits as were written.
    private static MathNode.Number? GoesOn(string written)
    {
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var decimals = written.AsSpan(point + 1);
        for (var period = 1; period <= Math.Min(20, decimals.Length / 2); period++)
        {
            var times = period == 1 ? 3 : 2;
            if (decimals.Length < period * times)
                continue;
            var last = decimals[^period..];
            var isRepeated = true;
            for (var i = 2; i <= times && isRepeated; i++)
                isRepeated = decimals[^(period * i)..].StartsWith(last);
            if (!isRepeated)
                continue;
            var before = written[..^(period * times)];
            return Periodic(before.Length > 0 && before[0] == '.' ? "0" + before : before, last.ToString());
        }

        return null;
    }
}
