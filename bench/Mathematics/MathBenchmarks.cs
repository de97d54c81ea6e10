using BenchmarkDotNet.Attributes;

namespace Rlar.Bench.Mathematics;

/// <summary>The mathematics verifier; one operation is a pass over a whole set. Without the shared data there are no cases.</summary>
[MathFilter]
public class MathBenchmarks
{
    private List<MathCase> _ownTests = [];
    private List<MathCase> _pairs = [];

    [GlobalSetup]
    public void Prepare()
    {
        _ownTests = MathCases.Of(MathCases.OwnTests);
        _pairs = MathCases.Of(MathCases.Pairs);
        OwnMathRun.WarmUp([.. _ownTests, .. _pairs]); // the verifier is compiled in tiers, unlike the kernels
    }

    /// <summary>The cases of Math-Verify's own tests.</summary>
    [Benchmark]
    public int OwnTests() => _ownTests.Count(c => c.Verify() == true);

    /// <summary>The pairs that are right or wrong by construction.</summary>
    [Benchmark]
    public int Pairs() => _pairs.Count(c => c.Verify() == true);
}
