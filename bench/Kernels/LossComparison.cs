using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Rlar.Kernels;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Bench.Kernels;

/// <summary>The losses beside a copy of what they read, turn by turn, for the reason that <see cref="CopyComparison"/> has.</summary>
internal static class LossComparison
{
    private const int Threads = 2;
    private const int Rounds = 21;

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    internal static void Run(string? folder)
    {
        var text = new StringBuilder();
        _ = text.AppendLine("# Losses beside a copy").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine("- command: `dotnet run -c Release --project bench -- losses`")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- the kernels on {Threads} threads, the copy (`Span.CopyTo` of all that they read, once) on one; {Rounds} rounds of one and the other")
            .AppendLine(
                "- copy over kernel: a round's copy over the same round's kernel, the median and in brackets the quartiles; "
                + "above 1 the kernel is faster")
            .AppendLine()
            .AppendLine("| what | read, MB | copy, median ms | kernel, median ms | copy over kernel |")
            .AppendLine("|---|--:|--:|--:|--:|");
        using var backend = new CpuBackend(new CpuOptions { Threads = Threads });
        foreach (var (tokens, vocabulary) in (ReadOnlySpan<(int, int)>)[(512, 32_000), (128, 151_936)])
            Logits(text, new CpuTokenLogprobs(backend), LossInput.Of(tokens, vocabulary));
        Policies(text, new CpuPolicyLosses<float>(backend));
        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "losses.md"), text.ToString());
    }

    private static void Logits(StringBuilder text, CpuTokenLogprobs kernels, LossInput input)
    {
        var bytes = input.Logits.Length * 4;
        void CopyAll() => input.Logits.AsSpan().CopyTo(input.Gradients);
        void CopyHalf() => input.Bits.AsSpan().CopyTo(MemoryMarshal.Cast<float, ushort>(input.Gradients.AsSpan()));
        var size = string.Create(CultureInfo.InvariantCulture, $"{input.Tokens} x {input.Vocabulary:N0}");
        Line(text, $"log-softmax {size} F32, forward", bytes, CopyAll, () => input.Forward(kernels, LogitFormat.F32));
        Line(text, $"log-softmax {size} F32, forward, plain loops on one thread", bytes, CopyAll, input.PlainForward);
        Line(text, $"log-softmax {size} BF16, forward", bytes / 2, CopyHalf, () => input.Forward(kernels, LogitFormat.BF16));
        Line(text, $"log-softmax {size} F16, forward", bytes / 2, CopyHalf, () => input.Forward(kernels, LogitFormat.F16));
        input.Forward(kernels, LogitFormat.F32);
        Line(text, $"log-softmax {size} F32, backward", bytes, CopyAll, () => input.Backward(kernels, LogitFormat.F32));
    }

    private static void Policies(StringBuilder text, CpuPolicyLosses<float> kernels)
    {
        const int sequences = 4096, length = 1024;
        var input = LossInput.Batch(sequences, length);
        var copy = new float[sequences * length];
        void Copy(params ReadOnlySpan<float[]> sources)
        {
            foreach (var source in sources)
                source.AsSpan().CopyTo(copy);
        }

        void Loss(PolicyLossOptions options) => _ = kernels.ForwardBackward(
            new PolicyLossBatch<float>(GroupLayout.Uniform(sequences, length), default, input.Weights, input.Logprobs, input.Old, input.Advantages)
            {
                ReferenceLogprobs = input.Reference,
            },
            options, new PolicyLossGradients<float>(input.Gradients));
        var bytes = copy.Length * 4;
        void Three() => Copy(input.Logprobs, input.Old, input.Advantages);
        void Four() => Copy(input.Logprobs, input.Old, input.Advantages, input.Reference);
        Line(text, "GRPO with k3, 4,194,304 tokens, loss and gradient", 4 * bytes, Four, () => Loss(new PolicyLossOptions { Kl = new KlPenalty() }));
        Line(text, "DAPO, the same tokens", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new ClippedObjective { High = 0.28 } }));
        Line(text, "GSPO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { RatioLevel = RatioLevel.Sequence }));
        Line(text, "CISPO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new CispoObjective() }));
        Line(text, "SAPO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new SapoObjective() }));
        Line(text, "DPPO-TV", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new DppoObjective() }));
        Line(text, "GMPO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new GeometricMeanObjective() }));
        Line(text, "VESPO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new VespoObjective() }));
        Line(text, "DRO", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new DroObjective() }));
        Line(text, "KL-Cov", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = new KlCovarianceObjective() }));
        var divergence = new DppoObjective { Divergence = DppoDivergence.KullbackLeibler };
        Line(text, "DPPO-KL", 3 * bytes, Three, () => Loss(new PolicyLossOptions { Objective = divergence }));
    }

    private static void Line(StringBuilder text, string what, long bytes, Action copy, Action kernel)
    {
        var (copies, calls, shares) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = -2; round < Rounds; round++)
        {
            var (ofCopy, ofKernel) = (Milliseconds(copy), Milliseconds(kernel));
            if (round >= 0)
                (copies[round], calls[round], shares[round]) = (ofCopy, ofKernel, ofCopy / ofKernel);
        }

        foreach (var numbers in (double[][])[copies, calls, shares])
            Array.Sort(numbers);
        _ = text.AppendLine(CultureInfo.InvariantCulture,
            $"| {what} | {bytes / 1e6:0} | {copies[Rounds / 2]:0.00} | {calls[Rounds / 2]:0.00} "
            + $"| {shares[Rounds / 2]:0.00} ({shares[Rounds / 4]:0.00} to {shares[3 * Rounds / 4]:0.00}) |");
    }

    private static double Milliseconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
