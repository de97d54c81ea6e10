using System.Globalization;
using System.Text;
using Rlar.Kernels;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Losses;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>Log-softmax forward and the policy losses with their gradients: resident and with transfers, beside the device's own copy and the CPU.</summary>
internal static class DeviceLossTable
{
    /// <summary>Measures and writes the tables.</summary>
    /// <param name="backend">The device.</param>
    /// <param name="isSmall">Sizes for the emulator, which is no device.</param>
    /// <param name="text">The page.</param>
    internal static void Write(IlgpuBackend backend, bool isSmall, StringBuilder text)
    {
        using var cpu = new CpuBackend();
        var rounds = isSmall ? 3 : 11;
        _ = text.AppendLine()
            .AppendLine(
                "Log-softmax, gather, entropy and sum p² of [tokens x vocabulary] logits, each read once. "
                + "copy: the device's own, of the same bytes, read and written, so that a kernel which only reads may have a share above 1.")
            .AppendLine()
            .AppendLine("| logits | format | copy, GB/s | resident, GB/s | share of copy | with transfers, ms | CPU, ms | CPU over device |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|--:|");
        (int Tokens, int Vocabulary)[] sizes = isSmall ? [(4, 320)] : [(4096, 32_000), (1024, 151_936)];
        foreach (var (tokens, vocabulary) in sizes)
        {
            var input = LossInput.Of(tokens, vocabulary);
            _ = text.AppendLine(Logits<float>(backend, cpu, input, LogitFormat.F32, input.Logits, LogitBodies.Forward<float, LogitF32>, rounds))
                .AppendLine(Logits<ushort>(backend, cpu, input, LogitFormat.BF16, input.Bits, LogitBodies.Forward<ushort, LogitBF16>, rounds))
                .AppendLine(Logits<ushort>(backend, cpu, input, LogitFormat.F16, input.Halves, LogitBodies.Forward<ushort, LogitF16>, rounds));
        }

        Policies(backend, cpu, isSmall, rounds, text);
    }

    private static string Logits<T>(
        IlgpuBackend backend, CpuBackend cpu, LossInput input, LogitFormat format, T[] logits, Action<LogitJob<T>> body, int rounds)
        where T : unmanaged
    {
        using var values = backend.Upload<T>(logits);
        using var copied = backend.Rent<T>(logits.Length);
        using var targets = backend.Upload<int>(input.Targets);
        using var rows = backend.Rent<double>(4L * input.Tokens);
        var job = new LogitJob<T>
        {
            Logits = values.View,
            Targets = targets.View,
            Rows = rows.View,
            Tokens = input.Tokens,
            Vocabulary = input.Vocabulary,
            Temperature = 1,
        };
        var (source, target) = (values.View, copied.View);
        var (device, host) = (new IlgpuTokenLogprobs(backend), new CpuTokenLogprobs(cpu));
        var median = DeviceTurns.Medians(
            backend, rounds,
            () => backend.Copy(source, target),
            () => backend.Launch(body, job.Tokens, Team.Lanes, job),
            () => input.Forward(device, format),
            () => input.Forward(host, format));
        var bytes = (double)input.Matrix(format).ElementSize * logits.Length;
        return Row($"{input.Tokens} x {input.Vocabulary:N0} | {format}", 2 * bytes / median[0], bytes / median[1], median[2], median[3]);
    }

    private static void Policies(IlgpuBackend backend, CpuBackend cpu, bool isSmall, int rounds, StringBuilder text)
    {
        var (sequences, length) = isSmall ? (4, 40) : (16_384, 1024);
        var input = LossInput.Batch(sequences, length);
        _ = text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Policy losses of {sequences * length:N0} float tokens with their gradients; bytes read and written.")
            .AppendLine()
            .AppendLine("| loss | type | copy, GB/s | resident, GB/s | share of copy | with transfers, ms | CPU, ms | CPU over device |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|--:|");
        (string Name, PolicyLossOptions Options)[] losses =
        [
            ("GRPO with k3", new PolicyLossOptions { Kl = new KlPenalty() }),
            ("DAPO", new PolicyLossOptions { Objective = new ClippedObjective { High = 0.28 } }),
            ("GSPO", new PolicyLossOptions { RatioLevel = RatioLevel.Sequence }),
            ("CISPO", new PolicyLossOptions { Objective = new CispoObjective() }),
            ("SAPO", new PolicyLossOptions { Objective = new SapoObjective() }),
            ("DPPO-TV", new PolicyLossOptions { Objective = new DppoObjective() }),
            ("GMPO", new PolicyLossOptions { Objective = new GeometricMeanObjective() }),
            ("VESPO", new PolicyLossOptions { Objective = new VespoObjective() }),
        ];
        foreach (var (name, options) in losses)
        {
            PolicyLossBatch<float> Batch() =>
                new(GroupLayout.Uniform(sequences, length), default, input.Weights, input.Logprobs, input.Old, input.Advantages)
                {
                    ReferenceLogprobs = input.Reference,
                };
            using var loss = new DeviceLoss<float>(backend, Batch(), options, new PolicyLossGradients<float>(input.Gradients));
            var job = loss.Job;
            var body = LossKernels<float>.Create().Sequence;
            var (device, host) = (new IlgpuPolicyLosses<float>(backend), new CpuPolicyLosses<float>(cpu));
            var median = DeviceTurns.Medians(
                backend, rounds,
                () => backend.Copy(job.Logprobs, job.ByLogprob),
                () => backend.Launch(body, job.Sequences, job.Width, job),
                () => _ = device.ForwardBackward(Batch(), options, new PolicyLossGradients<float>(input.Gradients)),
                () => _ = host.ForwardBackward(Batch(), options, new PolicyLossGradients<float>(input.Gradients)));
            var tokens = (double)sequences * length;
            _ = text.AppendLine(Row($"{name} | float", 8 * tokens / median[0], (options.Kl is null ? 16 : 20) * tokens / median[1], median[2], median[3]));
        }
    }

    private static string Row(string what, double copy, double resident, double withTransfers, double cpu) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {copy / 1e9:0.0} | {resident / 1e9:0.0} | {resident / copy:0.00} "
        + $"| {withTransfers * 1e3:0.000} | {cpu * 1e3:0.000} | {cpu / withTransfers:0.00} |");
}
