using System.Globalization;
using System.Text.Json;
using Rlar.Grpo.Losses;
using Rlar.Kernels;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Tests.Losses;

/// <summary>One row of peer_losses_dev.jsonl.gz as a recipe would ask for it: a loss by name, its bounds, and a minibatch of padded completions.</summary>
internal sealed class PeerRow
{
    private readonly JsonElement _inputs;
    private readonly JsonElement _options;

    private PeerRow(JsonElement row)
    {
        Row = row;
        (_inputs, _options) = (row.GetProperty("inputs"), row.GetProperty("options"));
        Mask = [.. Flat(_inputs.GetProperty("mask")).Select(m => m != 0)];
        Sequences = _inputs.GetProperty("mask").GetArrayLength();
        Length = Mask.Length / Sequences;
    }

    internal JsonElement Row { get; }

    internal int Sequences { get; }

    internal int Length { get; }

    internal bool[] Mask { get; private set; }

    internal LossOptions Loss { get; private set; } = new();

    internal double[] Weights { get; private set; } = [];

    internal double[] Sampler { get; private set; } = [];

    // The correction is of the current log-probabilities to the sampler's: there are no old ones.
    private bool IsBypass { get; set; }

    private int Tokens => Math.Max(1, Mask.Count(m => m));

    internal static PeerRow Trl(JsonElement row)
    {
        var peer = new PeerRow(row);
        var training = peer.Text("mode") == "train";
        var steps = training ? peer.Number("gradient_accumulation_steps") : 1;
        var name = peer.Text("loss_type");
        var high = peer.Given("epsilon_high") ?? peer.Number("epsilon");
        var loss = LossNames.Of(name, (int)peer.Number("max_completion_length"));

        // TRL's cap of CISPO is its epsilon_high itself.
        loss = name switch
        {
            "cispo" => new LossBounds { High = high - 1 }.Bound(loss),
            "sapo" => peer.With(loss, new SapoObjective
            {
                PositiveTemperature = peer.Number("sapo_temperature_pos"),
                NegativeTemperature = peer.Number("sapo_temperature_neg"),
            }),
            "vespo" => peer.With(loss, new VespoObjective
            {
                PositivePower = peer.Number("vespo_k_pos"),
                PositiveRate = peer.Number("vespo_lambda_pos"),
                NegativePower = peer.Number("vespo_k_neg"),
                NegativeRate = peer.Number("vespo_lambda_neg"),
            }),
            _ => new LossBounds { Low = peer.Number("epsilon"), High = high, RatioCap = peer.Given("delta") }.Bound(loss),
        };
        peer.Loss = loss with
        {
            Policy = loss.Policy with
            {
                RatioLevel = peer.Text("importance_sampling_level") == "sequence" ? RatioLevel.Sequence : RatioLevel.Token,
                Kl = peer.Number("beta") is var beta && beta != 0
                    ? LossNames.Kl["k3"] with { Coefficient = beta, ByRatio = peer._options.GetProperty("use_bias_correction_kl").GetBoolean() }
                    : null,
                EntropyCoefficient = peer.Number("entropy_coef"),
            },

            // A step is a part of a generation: TRL divides by the whole's numbers.
            Aggregation = loss.Aggregation with
            {
                Denominator = name switch
                {
                    "bnpo" => peer.Tokens * steps,
                    "dapo" or "cispo" or "vespo" => peer.Number("num_items_in_batch") * (training ? steps / peer.Number("steps_per_generation") : 1),
                    _ => peer.Sequences * steps,
                },
            },
            EntropyAggregation = LossAggregation.Dapo,
            TopEntropyShare = peer.Number("top_entropy_quantile"),
            OffPolicyThreshold = peer.Given("off_policy_mask_threshold"),
        };
        peer.Weights = peer.Matrix("importance_sampling_ratio");
        peer.Sampler = peer.Matrix("sampling_logp") is { Length: > 0 } sampler ? sampler : peer.Matrix("old_logp");
        return peer;
    }

    internal static PeerRow Verl(JsonElement row)
    {
        var peer = new PeerRow(row);
        var operation = row.GetProperty("op").GetString()!["policy_loss/verl_".Length..];
        peer.Weights = peer.Matrix("rollout_is_weights");
        RolloutCorrection? correction = null;
        if (operation == "bypass_mode")
            (operation, correction) = peer.Bypass();
        var name = operation switch { "vanilla" => "bnpo", "gpg" => "reinforce", "geo_mean" => "gmpo", "gspo" => "gspo_token", _ => operation };
        var loss = LossNames.Of(name, peer.Length) with { Correction = correction };
        var (low, high) = (peer.Given("clip_ratio_low") ?? peer.Given("clip_ratio") ?? 0.2, peer.Given("clip_ratio_high") ?? peer.Given("clip_ratio") ?? 0.2);
        loss = operation switch
        {
            "sapo" => peer.With(loss, new SapoObjective { PositiveTemperature = peer.Number("tau_pos"), NegativeTemperature = peer.Number("tau_neg") }),
            "kl_cov" => peer.With(loss, new KlCovarianceObjective { Coefficient = peer.Number("ppo_kl_coef") }) with
            {
                Covariance = new() { Share = peer.Number("kl_cov_ratio") },
            },
            "clip_cov" => new LossBounds { Low = low, High = high }.Bound(loss) with
            {
                Covariance = new() { Share = peer.Number("clip_cov_ratio"), Low = peer.Number("clip_cov_lb"), High = peer.Number("clip_cov_ub") },
            },
            "dro" => peer.With(loss, new DroObjective { Beta = peer.Number("dro_beta") }),
            "gpg" or "reinforce" => loss,
            "vanilla" => new LossBounds { Low = low, High = high, DualClip = peer.Given("clip_ratio_c") }.Bound(loss),
            "dppo_tv" or "dppo_kl" => new LossBounds { Low = low, High = high, RatioCap = peer.Given("clip_ratio_c") }.Bound(loss),
            _ => new LossBounds { Low = low, High = high }.Bound(loss),
        };
        var limit = operation is "vanilla" or "sapo" or "cispo" or "dppo_tv" or "dppo_kl" ? 20 : double.PositiveInfinity;
        loss = loss with { Policy = loss.Policy with { MinLogRatio = -limit, MaxLogRatio = operation == "gspo" ? 10 : limit } };

        // verl's GMPO and SAPO have an aggregation of their own.
        peer.Loss = operation == "geo_mean"
            ? loss
            : peer.Aggregated(loss, peer._options.TryGetProperty("loss_agg_mode", out var mode) ? mode.GetString()! : "", operation == "sapo");
        return peer;
    }

    internal static PeerRow Aggregation(JsonElement row)
    {
        var peer = new PeerRow(row);
        peer.Loss = peer.Aggregated(LossNames.Of("reinforce", 1), peer.Text("loss_agg_mode"), isSapo: false);
        return peer;
    }

    /// <summary>The completions with all that is masked as poison.</summary>
    internal MinibatchRows<double> Rows(double[]? advantages = null) => new()
    {
        Lengths = Enumerable.Repeat(Length, Sequences).ToArray(),
        Mask = Mask,
        Advantages = Poisoned(advantages ?? Matrix("advantages")),
        OldLogprobs = IsBypass ? [] : Poisoned(Matrix("old_logp")),
        ReferenceLogprobs = Poisoned(Matrix("ref_logp")),
        SamplerLogprobs = Poisoned(Sampler.Length > 0 ? Sampler : Matrix("old_logp")),
        Weights = Poisoned(Weights),
    };

    internal double[] Poisoned(double[] values) => [.. values.Select((v, i) => Mask[i] ? v : double.NaN)];

    internal double[] Matrix(string name)
    {
        if (!_inputs.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        var flat = Flat(value);
        return flat.Length == Mask.Length ? flat : [.. flat.SelectMany(v => Enumerable.Repeat(v, Length))];
    }

    internal void Permute(int[] order)
    {
        if (_inputs.GetProperty("randperm").ValueKind == JsonValueKind.Null)
            Assert.Empty(order);
        else
            Array.ConvertAll(Flat(_inputs.GetProperty("randperm")), v => (int)v).CopyTo(order, 0);
    }

    internal static double[] Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Flat)],
        JsonValueKind.String => [double.Parse(value.GetString()!, CultureInfo.InvariantCulture)],
        JsonValueKind.Null => [double.NaN],
        _ => [value.GetDouble()],
    };

    private LossOptions With(LossOptions loss, PolicyObjective objective) => loss with { Policy = loss.Policy with { Objective = objective } };

    private LossOptions Aggregated(LossOptions loss, string mode, bool isSapo)
    {
        mode = isSapo ? "seq-mean-token-mean" : mode.Length == 0 ? "token-mean" : mode;
        var info = _options.TryGetProperty("global_batch_info", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        double? Info(string name) =>
            info is { } all && all.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        var named = LossNames.WithAggregation(loss, mode, Length);
        return named with
        {
            Aggregation = named.Aggregation with
            {
                CountsEmpty = false,
                Denominator = Info(mode == "token-mean" ? "batch_num_tokens" : "global_batch_size") / (Info("dp_size") ?? 1),
                TokenNormalizer = Info("loss_scale_factor") ?? named.Aggregation.TokenNormalizer,
            },
        };
    }

    // The rollout's own log-probabilities stand in for the old policy's: correction and rejection happen inside the loss.
    private (string Operation, RolloutCorrection? Correction) Bypass()
    {
        var (logprobs, old) = (Matrix("logp"), Matrix("old_logp"));
        var given = _options.GetProperty("rollout_correction");
        var isReinforce = given.GetProperty("loss_type").GetString() == "reinforce";
        RolloutCorrection? correction = null;
        if (isReinforce)
        {
            var text = given.GetProperty("rollout_is_threshold");
            var (low, high) = text.ValueKind == JsonValueKind.String ? Bounds(text.GetString()!) : (0, text.GetDouble());
            correction = new RolloutCorrection
            {
                Level = given.GetProperty("rollout_is").GetString() == "token" ? CorrectionLevel.Token : CorrectionLevel.Sequence,
                Mode = text.ValueKind == JsonValueKind.String ? CorrectionMode.Drop : CorrectionMode.Truncate,
                Low = low,
                High = high,
            };
            (Sampler, IsBypass) = (old, true);
        }

        // What is rejected is masked, before the loss sees it; verl bounds sampler / trainer there.
        if (given.TryGetProperty("rollout_rs_threshold", out var rejection) && rejection.ValueKind == JsonValueKind.String)
        {
            var (low, high) = Bounds(rejection.GetString()!);
            var kept = new bool[Mask.Length];
            new RolloutCorrection { Low = 1 / high, High = 1 / low }.Keep<double>(GroupLayout.Uniform(Sequences, Length), Mask, logprobs, old, kept);
            Mask = kept;
        }

        return (isReinforce ? "reinforce" : "vanilla", correction);
    }

    private double Number(string name) => _options.GetProperty(name).GetDouble();

    private double? Given(string name) => _options.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private string Text(string name) => _options.GetProperty(name).GetString()!;

    private static (double Low, double High) Bounds(string text)
    {
        var ends = text.Split('_').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ends[0], ends[1]);
    }
}
