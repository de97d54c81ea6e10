using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Engine;

namespace Rlar.Grpo.Tests.Rollouts.Engine;

public abstract class LlamaRolloutsTests : RolloutEngineTests
{
    public sealed class Exact : LlamaRolloutsTests
    {
        private protected override double Rounding => 1e-4;

        private protected override IRolloutEngine Open(string path, IPolicyText text, RolloutEngineOptions options) =>
            LlamaRollouts.Open(path, text, options, isExact: true);
    }

    public sealed class Fast : LlamaRolloutsTests
    {
        private protected override double Rounding => 3e-2;

        private protected override IRolloutEngine Open(string path, IPolicyText text, RolloutEngineOptions options) =>
            LlamaRollouts.Open(path, text, options, isExact: false);
    }
}
