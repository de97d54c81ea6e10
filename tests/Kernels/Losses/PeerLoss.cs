using System.Text.Json;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>One row of peer_losses_dev.jsonl.gz as a batch of ours: padded sequences, flat.</summary>
internal sealed class PeerLoss
{
    private PeerLoss(JsonElement row)
    {
        Row = row;
        Inputs = row.GetProperty("inputs");
        Options = row.GetProperty("options");
        Mask = [.. Flat(Inputs.GetProperty("mask")).Select(m => m != 0)];
        Sequences = Inputs.GetProperty("mask").GetArrayLength();
        Length = Mask.Length / Sequences;
        Logprobs = Matrix("logp") ?? [];
        Advantages = Matrix("advantages") ?? [];
        Old = Matrix("old_logp") ?? [];
        Reference = Matrix("ref_logp") ?? [];
        Entropies = Matrix("entropies") ?? [];
        Weights = [];
    }

    internal JsonElement Row { get; }

    internal JsonElement Inputs { get; }

    internal JsonElement Options { get; }

    internal int Sequences { get; }

    internal int Length { get; }

    internal bool[] Mask { get; private set; }

    internal double[] Logprobs { get; }

    internal double[] Advantages { get; }

    internal double[] Old { get; }

    internal double[] Reference { get; }

    internal double[] Entropies { get; }

    internal double[] Weights { get; private set; }

    internal bool[] Selected { get; private set; } = [];

    internal double[] EntropyWeights { get; private set; } = [];

    internal PolicyLossOptions Loss { get; private set; } = new();

    internal LossAggregation Aggregation { get; private set; } = new();

    internal GroupLayout Layout => GroupLayout.Uniform(Sequences, Length);

    internal int Tokens => Mask.Count(m => m);

    // TRL counts the tokens of a whole generation batch and takes one step's share of them.
    private double StepsOfGeneration => Text("mode") == "train" ? Number("gradient_accumulation_steps") / Number("steps_per_generation") : 1;

    internal string Id => Row.GetProperty("id").GetString()!;

    internal static PeerLoss Trl(JsonElement row)
    {
        var peer = new PeerLoss(row);
        var steps = peer.Text("mode") == "train" ? peer.Number("gradient_accumulation_steps") : 1;
        var high = peer.Given("epsilon_high") ?? peer.Number("epsilon");
        var type = peer.Text("loss_type");
        peer.Loss = new PolicyLossOptions
        {
            Objective = type switch
            {
                "cispo" => new CispoObjective { Cap = high },
                "sapo" => new SapoObjective { PositiveTemperature = peer.Number("sapo_temperature_pos"), NegativeTemperature = peer.Number("sapo_temperature_neg") },
                "vespo" => new VespoObjective
                {
                    PositivePower = peer.Number("vespo_k_pos"),
                    PositiveRate = peer.Number("vespo_lambda_pos"),
                    NegativePower = peer.Number("vespo_k_neg"),
                    NegativeRate = peer.Number("vespo_lambda_neg"),
                },
                _ => new ClippedObjective { Low = peer.Number("epsilon"), High = high, RatioCap = peer.Given("delta") ?? double.PositiveInfinity },
            },
            RatioLevel = peer.Text("importance_sampling_level") == "sequence" ? RatioLevel.Sequence : RatioLevel.Token,
            Kl = peer.Number("beta") is var beta && beta != 0
                ? new KlPenalty { Coefficient = beta, ByRatio = peer.Options.GetProperty("use_bias_correction_kl").GetBoolean() }
                : null,
            EntropyCoefficient = peer.Number("entropy_coef"),
        };
        peer.Aggregation = type switch
        {
            "bnpo" => new LossAggregation { Denominator = Math.Max(1, peer.Tokens) * steps },
            "dr_grpo" => new LossAggregation
            {
                Mode = AggregationMode.SequenceMeanTokenSumNorm,
                Denominator = peer.Sequences * steps,
                TokenNormalizer = peer.Number("max_completion_length"),
            },
            "dapo" or "cispo" or "vespo" => new LossAggregation { Denominator = peer.Number("num_items_in_batch") * peer.StepsOfGeneration },
            "luspo" => new LossAggregation { Mode = AggregationMode.SequenceMeanTokenSum, CountsEmpty = true, Denominator = peer.Sequences * steps },
            _ => new LossAggregation { Mode = AggregationMode.SequenceMeanTokenMean, CountsEmpty = true, Denominator = peer.Sequences * steps },
        };
        peer.EntropyWeights = Enumerable.Repeat(1.0 / Math.Max(1, peer.Tokens), peer.Sequences).ToArray();
        peer.SelectTrl();
        return peer;
    }

    internal static PeerLoss Verl(JsonElement row)
    {
        var peer = new PeerLoss(row);
        var operation = row.GetProperty("op").GetString()!["policy_loss/verl_".Length..];
        var (low, high) = (peer.Given("clip_ratio_low") ?? peer.Given("clip_ratio") ?? 0.2, peer.Given("clip_ratio_high") ?? peer.Given("clip_ratio") ?? 0.2);
        var mode = peer.Given("loss_agg_mode", "token-mean");
        peer.Weights = peer.Matrix("rollout_is_weights") ?? [];
        if (operation == "bypass_mode")
            operation = peer.Bypass();
        if (operation == "geo_mean" && peer.Weights.Length > 0)
            RolloutCorrection.GeometricMean<double>(peer.Layout, peer.Mask, peer.Weights);
        var cap = peer.Given("clip_ratio_c") ?? double.PositiveInfinity;
        var limit = operation is "vanilla" or "sapo" or "cispo" or "dppo_tv" or "dppo_kl" ? 20 : double.PositiveInfinity;
        peer.Loss = new PolicyLossOptions
        {
            Objective = operation switch
            {
                "vanilla" => new ClippedObjective { Low = low, High = high, DualClip = cap },
                "gspo" or "clip_cov" => new ClippedObjective { Low = low, High = high },
                "dppo_tv" or "dppo_kl" => new DppoObjective
                {
                    Divergence = operation == "dppo_tv" ? DppoDivergence.TotalVariation : DppoDivergence.KullbackLeibler,
                    Low = low,
                    High = high,
                    RatioCap = cap,
                },
                "sapo" => new SapoObjective { PositiveTemperature = peer.Number("tau_pos"), NegativeTemperature = peer.Number("tau_neg") },
                "gpg" or "reinforce" => new PolicyGradientObjective(),
                "kl_cov" => new KlCovarianceObjective { Coefficient = peer.Number("ppo_kl_coef") },
                "geo_mean" => new GeometricMeanObjective { Low = low, High = high },
                "dro" => new DroObjective { Beta = peer.Number("dro_beta") },
                "cispo" => CispoObjective.FromEpsilon(low, high),
                _ => throw new InvalidOperationException(operation),
            },
            RatioLevel = operation == "gspo" ? RatioLevel.SequenceByToken : RatioLevel.Token,
            MinLogRatio = -limit,
            MaxLogRatio = operation == "gspo" ? 10 : limit,
        };

        // verl's GMPO and SAPO have an aggregation of their own.
        peer.Aggregation = operation == "geo_mean" ? LossAggregation.Grpo : Aggregate(operation == "sapo" ? "seq-mean-token-mean" : mode, peer.Options);
        peer.SelectVerl(operation, low, high);
        return peer;
    }

    internal static LossAggregation Aggregate(string mode, JsonElement options)
    {
        var given = options.TryGetProperty("global_batch_info", out var info) && info.ValueKind == JsonValueKind.Object ? info : (JsonElement?)null;
        double? Given(string name) => given is { } all && all.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        var processes = Given("dp_size") ?? 1;
        return new LossAggregation
        {
            Mode = mode switch
            {
                "token-mean" => AggregationMode.TokenMean,
                "token-sum" => AggregationMode.TokenSum,
                "seq-mean-token-mean" => AggregationMode.SequenceMeanTokenMean,
                "seq-mean-token-sum" => AggregationMode.SequenceMeanTokenSum,
                "seq-mean-token-sum-norm" => AggregationMode.SequenceMeanTokenSumNorm,
                _ => throw new InvalidOperationException(mode),
            },
            Denominator = Given(mode == "token-mean" ? "batch_num_tokens" : "global_batch_size") / processes,
            TokenNormalizer = Given("loss_scale_factor"),
        };
    }

    internal (PolicyLossResult Result, double[] Gradients, double[] EntropyGradients) Run(IPolicyLossKernels<double> kernels)
    {
        var sequenceWeights = new double[Sequences];
        Aggregation.Weigh(Layout, Mask, default, sequenceWeights);
        var (gradients, entropyGradients) = (new double[Mask.Length], new double[Mask.Length]);

        // What is masked must not be read, so it is poison.
        var batch = new PolicyLossBatch<double>(Layout, Mask, sequenceWeights, Poisoned(Logprobs), Poisoned(Old), Poisoned(Advantages))
        {
            ReferenceLogprobs = Poisoned(Reference),
            Entropies = Poisoned(Entropies),
            EntropyWeights = EntropyWeights,
            Weights = Poisoned(Weights),
            Selected = Selected,
        };
        var result = kernels.ForwardBackward(batch, Loss, new PolicyLossGradients<double>(gradients, entropyGradients));
        Assert.Equal(result, kernels.Forward(batch, Loss));
        return (result, gradients, entropyGradients);
    }

    internal double[]? Matrix(string name)
    {
        if (!Inputs.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var flat = Flat(value);
        return flat.Length == Mask.Length ? flat : [.. flat.SelectMany(v => Enumerable.Repeat(v, Length))];
    }

    internal static double[] Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Flat)],
        JsonValueKind.String => [double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)],
        _ => [value.GetDouble()],
    };

    internal double Number(string name) => Options.GetProperty(name).GetDouble();

    internal double? Given(string name) => Options.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private string Given(string name, string otherwise) => Options.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;

    private string Text(string name) => Options.GetProperty(name).GetString()!;

    private double[] Poisoned(double[] values) => [.. values.Select((v, i) => Mask[i] ? v : double.NaN)];

    private void SelectTrl()
    {
        Weights = Matrix("importance_sampling_ratio") ?? Enumerable.Repeat(1.0, Mask.Length).ToArray();
        var kept = new bool[Mask.Length];
        if (Number("top_entropy_quantile") < 1)
        {
            TokenSelection.TopEntropy<double>(Entropies, Mask, Number("top_entropy_quantile"), kept);
            TokenSelection.Drop<double>(kept, Weights);
        }

        if (Given("off_policy_mask_threshold") is { } threshold)
        {
            TokenSelection.OnPolicySequences<double>(Layout, Mask, Logprobs, Matrix("sampling_logp") ?? Old, Advantages, threshold, kept);
            TokenSelection.Drop<double>(kept, Weights);
        }
    }

    private void SelectVerl(string operation, double low, double high)
    {
        if (operation == "kl_cov")
        {
            Selected = new bool[Mask.Length];
            TokenSelection.TopCovariance<double>(Logprobs, Advantages, Mask, Number("kl_cov_ratio"), Selected);
        }
        else if (operation == "clip_cov")
        {
            var clipped = Logprobs.Select((logprob, i) => Math.Exp(logprob - Old[i]) is var r && (Advantages[i] > 0 ? r > 1 + high : Advantages[i] < 0 && r < 1 - low));
            Selected = new bool[Mask.Length];
            TokenSelection.CovarianceBand<double>(
                Logprobs, Advantages, Mask, clipped.ToArray(), (Number("clip_cov_lb"), Number("clip_cov_ub")), Number("clip_cov_ratio"), Permute, Selected);
            Weights = Array.ConvertAll(Selected, s => s ? 1.0 : 0);
        }
    }

    private void Permute(int[] order)
    {
        if (Inputs.GetProperty("randperm").ValueKind == JsonValueKind.Null)
            Assert.Empty(order);
        else
            Array.ConvertAll(Flat(Inputs.GetProperty("randperm")), v => (int)v).CopyTo(order, 0);
    }

    // The rollout's own log-probabilities stand in for the old policy's: correction and rejection happen inside the loss.
    private string Bypass()
    {
        var correction = Options.GetProperty("rollout_correction");
        var isReinforce = correction.GetProperty("loss_type").GetString() == "reinforce";
        if (isReinforce)
        {
            var text = correction.GetProperty("rollout_is_threshold");
            var (low, high) = text.ValueKind == JsonValueKind.String ? Bounds(text.GetString()!) : (0, text.GetDouble());
            Weights = new double[Mask.Length];
            new RolloutCorrection
            {
                Level = correction.GetProperty("rollout_is").GetString() == "token" ? CorrectionLevel.Token : CorrectionLevel.Sequence,
                Mode = text.ValueKind == JsonValueKind.String ? CorrectionMode.Drop : CorrectionMode.Truncate,
                Low = low,
                High = high,
            }.Weigh<double>(Layout, Mask, Logprobs, Old, Weights);
        }

        if (correction.TryGetProperty("rollout_rs_threshold", out var rejection) && rejection.ValueKind == JsonValueKind.String)
        {
            var (low, high) = Bounds(rejection.GetString()!);
            var kept = new bool[Mask.Length];

            // verl bounds sampler / trainer here, and trainer / sampler above.
            new RolloutCorrection { Low = 1 / high, High = 1 / low }.Keep<double>(Layout, Mask, Logprobs, Old, kept);
            Mask = kept;
        }

        return isReinforce ? "reinforce" : "vanilla";
    }

    private static (double Low, double High) Bounds(string text)
    {
        var ends = text.Split('_').Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return (ends[0], ends[1]);
    }
}
