using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Bench.Training;

/// <summary>
/// The fused operations of a layer and the head, forward, beside torch's own on one thread: 512 positions of SmolLM2-135M, 64 predictions of its vocabulary.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class FusedKernels
{
    private const int Positions = 512;
    private const int Width = 576;
    private const int Inner = 1536;
    private const int HeadWidth = 64;
    private const int Heads = Width / HeadWidth;
    private const int Predictions = 64;
    private const int Vocabulary = 49152;
    private readonly float[] _x = Numbers(Positions * Width, 1);
    private readonly float[] _weight = Numbers(Width, 2);
    private readonly float[] _result = new float[Positions * Width];
    private readonly float[] _scales = new float[Positions];
    private readonly float[] _gate = Numbers(Positions * Inner, 3);
    private readonly float[] _up = Numbers(Positions * Inner, 4);
    private readonly float[] _gated = new float[Positions * Inner];
    private readonly float[] _logits = Numbers(Predictions * Vocabulary, 5);
    private readonly float[] _exponentials = new float[Predictions * Vocabulary];
    private readonly int[] _targets = [.. Enumerable.Range(0, Predictions).Select(at => at * 700)];
    private readonly float[] _logprobs = new float[Predictions];
    private readonly float[] _entropies = new float[Predictions];
    private readonly float[] _sums = new float[Predictions];
    private readonly int[] _positions = [.. Enumerable.Range(0, Positions)];
    private readonly RopeTable _table = new(RopePairs.Neighbours, Positions, HeadWidth, 10000);
    private Tensor _tx = null!;
    private Tensor _tweight = null!;
    private Tensor _tgate = null!;
    private Tensor _tup = null!;
    private Tensor _tlogits = null!;
    private Tensor _ttargets = null!;
    private Tensor _cos = null!;
    private Tensor _sin = null!;

    [GlobalSetup]
    public void Prepare()
    {
        TorchLibrary.Require();
        torch.set_num_threads(1);
        (_tx, _tweight) = (torch.tensor(_x).view(Positions, Width), torch.tensor(_weight));
        (_tgate, _tup) = (torch.tensor(_gate), torch.tensor(_up));
        (_tlogits, _ttargets) = (torch.tensor(_logits).view(Predictions, Vocabulary), torch.tensor(_targets).to(torch.int64).unsqueeze(1));
        var angles = torch.outer(torch.arange(Positions), torch.pow(10000, torch.arange(0, HeadWidth, 2) * (-1.0 / HeadWidth)));
        (_cos, _sin) = (angles.cos().unsqueeze(1), angles.sin().unsqueeze(1));
    }

    [Benchmark(Baseline = true), BenchmarkCategory("norm")]
    public void TorchNorm() => Scoped(() => _tx * (_tx.square().mean([-1L], keepdim: true) + 1e-5).rsqrt() * _tweight);

    [Benchmark, BenchmarkCategory("norm")]
    public void FusedNorm() => RmsNorm.Forward(_x, _weight, 1e-5f, _result, _scales);

    [Benchmark(Baseline = true), BenchmarkCategory("gate")]
    public void TorchGate() => Scoped(() => F.silu(_tgate) * _tup);

    [Benchmark, BenchmarkCategory("gate")]
    public void FusedGate() => SwiGlu.Forward(_gate, _up, _gated);

    [Benchmark(Baseline = true), BenchmarkCategory("rotary")]
    public void TorchRotary() => Scoped(() =>
    {
        var pairs = _tx.view(Positions, Heads, HeadWidth / 2, 2);
        var (even, odd) = (pairs.select(-1, 0), pairs.select(-1, 1));
        return torch.stack([even * _cos - odd * _sin, even * _sin + odd * _cos], -1).flatten(-2);
    });

    [Benchmark, BenchmarkCategory("rotary")]
    public void FusedRotary() => Rope.Turn(_x, _table, _positions, back: false, _result);

    [Benchmark(Baseline = true), BenchmarkCategory("head")]
    public void TorchHead() => Scoped(() =>
    {
        var logs = _tlogits.log_softmax(-1);
        return logs.gather(1, _ttargets) + (logs.exp() * logs).sum(-1, keepdim: true);
    });

    // With the copy that a pass does not need: the kernel writes over its logits.
    [Benchmark, BenchmarkCategory("head")]
    public void FusedHead()
    {
        _logits.CopyTo(_exponentials, 0);
        TokenHead.Forward(_exponentials, _targets, _logprobs, _entropies, _sums);
    }

    private static void Scoped(Func<Tensor> work)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        _ = work();
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }
}
