using System.Runtime.CompilerServices;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>A test that runs programs: skipped, with the reason, where the machine cannot isolate them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class SandboxFactAttribute : FactAttribute
{
    public SandboxFactAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = 0)
        : base(path, line)
    {
        Skip = Machine.WhyNot;
    }
}

/// <summary>A theory that runs programs, as <see cref="SandboxFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SandboxTheoryAttribute : TheoryAttribute
{
    public SandboxTheoryAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = 0)
        : base(path, line)
    {
        Skip = Machine.WhyNot;
    }
}
