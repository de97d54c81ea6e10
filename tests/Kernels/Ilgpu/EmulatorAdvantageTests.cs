namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>
/// The kernels' C# on ILGPU's CPU accelerator. It shows that the host code and the formulas are right, and little of what a GPU would do: that is
/// PtxAdvantageTests.
/// </summary>
public sealed class EmulatorAdvantageTests(EmulatorFixture emulator)
    : IlgpuAdvantageConformance(emulator.Backend, 1, 50), IClassFixture<EmulatorFixture>
{
    // A launch takes far longer than the interpreter's, which tries them all.
    protected override double[] EqualValues => [0.1];
}
