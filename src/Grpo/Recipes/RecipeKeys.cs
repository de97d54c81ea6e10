using Rlar.Grpo.Advantages;
using Rlar.Grpo.Losses;

namespace Rlar.Grpo.Recipes;

/// <summary>Every key that a recipe may have, in the order in which they are listed and written.</summary>
public static class RecipeKeys
{
    private static readonly List<RecipeKey> s_all = [];

    internal static readonly RecipeKey<string> Model = Free(
        "model", RecipeKind.Text, null, "", "The policy: a model's name ('rlar models list') or file; a path is looked for beside the recipe first.");
    internal static readonly RecipeKey<IReadOnlyList<string>> Data = Free(
        "data", RecipeKind.Texts, null, "files", "Rows to train on, in the formats of 'rlar score'; they need no completions.");
    internal static readonly RecipeKey<IReadOnlyList<string>> HeldOut = Free(
        "heldout", RecipeKind.Texts, "[]", "files", "Rows that are never trained on: the policy is evaluated on them.");
    internal static readonly RecipeKey<string> Output = Free("output", RecipeKind.Text, "''", "folder", "Where the run is kept; -o goes before it.");
    internal static readonly RecipeKey<int> Seed = Key("seed", RecipeKind.Integer(0), "1", "", "Decides every draw of the run.");
    internal static readonly RecipeKey<int> Steps = Free(
        "steps", RecipeKind.Integer(0), "100", "steps", "Steps of GRPO, after the warm-up. A run may be resumed with more.");
    internal static readonly RecipeKey<int> Batch = Key("batch", RecipeKind.Integer(1, 65536), "16", "groups", "Prompts of a step.");
    internal static readonly RecipeKey<int> Group = Key("group", RecipeKind.Integer(1, 4096), "8", "completions", "Completions of a prompt.");
    internal static readonly RecipeKey<int> Minibatch = Key(
        "minibatch", RecipeKind.Integer(0, 65536), "0", "groups", "Groups of an optimiser step; 0: the whole batch.");
    internal static readonly RecipeKey<int> Epochs = Key("epochs", RecipeKind.Integer(1, 64), "1", "passes", "Passes over a step's completions.");
    internal static readonly RecipeKey<int> MicroTokens = Key(
        "micro_tokens", RecipeKind.Integer(64, 1 << 20), "2048", "tokens", "Tokens that go through the model at a time, by lane: bounds the memory.");
    internal static readonly RecipeKey<int> Lanes = Key(
        "lanes", RecipeKind.Integer(0, 256), "0", "lanes",
        "Parts that a batch is computed in, each by a thread of its own; 0: one per core. Part of the numbers.");
    internal static readonly RecipeKey<bool> MaskTruncated = Key(
        "mask_truncated", RecipeKind.Flag, "false", "", "Completions that were cut off count in their group's mean and are left out of the loss.");
    internal static readonly RecipeKey<int> CheckpointEvery = Free(
        "checkpoint_every", RecipeKind.Integer(0), "50", "steps", "A checkpoint after so many steps, and always at the end; 0: only there.");
    internal static readonly RecipeKey<int> Keep = Free("keep", RecipeKind.Integer(2), "2", "checkpoints", "Checkpoints that are kept, the newest.");
    internal static readonly RecipeKey<int> SampleEvery = Key(
        "sample_every", RecipeKind.Integer(0), "10", "steps", "Some of a step's completions are kept in samples.jsonl; 0: none.");
    internal static readonly RecipeKey<int> Samples = Key("samples", RecipeKind.Integer(1, 4096), "8", "completions", "How many of them are kept.");
    internal static readonly RecipeKey<int> EvaluateEvery = Key(
        "evaluate_every", RecipeKind.Integer(0), "25", "steps",
        "The held-out rows are evaluated after so many steps, before the first and after the last; 0: only there.");
    internal static readonly RecipeKey<int> EvaluateCompletions = Key(
        "evaluate_completions", RecipeKind.Integer(1, 4096), "4", "completions", "Completions of a held-out row.");
    internal static readonly RecipeKey<int> KlEvery = Key(
        "kl_every", RecipeKind.Integer(0), "10", "steps",
        "The divergence from the policy of the start is measured every so many steps where it costs no memory, which is with an adapter, or with loss.beta "
        + "(every step then); 0: only with loss.beta.");
    internal static readonly RecipeKey<IReadOnlyList<RecipeTool>> Rewards = Key(
        "rewards", RecipeTools.Routed, "route", "",
        "What rewards a completion: the router's choice for its row, or these tools for all rows; a weight may be a path over steps.");
    internal static readonly RecipeKey<IReadOnlyList<RecipeTool>> HeldOutTools = Key(
        "heldout_tools", RecipeTools.Tools, "[]", "",
        "Tools that look at held-out completions and are not trained on: a guard against what the rewards do not see.");
    internal static readonly RecipeKey<double> RewardDeadline = Free(
        "reward_deadline", RecipeKind.Number(0, 1e6, isAbove: true), "30", "seconds",
        "How long one call of a tool may take; later it has failed, and its completions have no reward.");

    internal static readonly RecipeKey<int> LoraRank = Key(
        "lora.rank", RecipeKind.Integer(0, 4096), "0", "", "Rank of the adapter that is trained in place of the weights; 0: all weights are trained.");
    internal static readonly RecipeKey<double> LoraAlpha = Key(
        "lora.alpha", RecipeKind.Number(0, isAbove: true), "16", "", "The adapter is added alpha / rank times.");
    internal static readonly RecipeKey<IReadOnlyList<string>> LoraTargets = Key(
        "lora.targets", RecipeKind.Texts, "[]", "", "Which matrices have one, such as attn_q; none named: all of attention and feed-forward.");

    internal static readonly RecipeKey<double> LearningRate = Key(
        "optimizer.lr", RecipeKind.Number(0, isAbove: true), "1e-5", "", "Greatest learning rate of AdamW.");
    internal static readonly RecipeKey<string> Schedule = Key(
        "optimizer.schedule", RecipeKind.Choice(["constant", "linear", "cosine"]), "constant", "", "What becomes of the rate after the rise.");
    internal static readonly RecipeKey<int> Rise = Key(
        "optimizer.warmup", RecipeKind.Integer(0), "0", "steps", "Steps in which the rate rises in a straight line.");
    internal static readonly RecipeKey<int> Fall = Key(
        "optimizer.decay_steps", RecipeKind.Integer(0), "0", "steps",
        "Steps, those of the rise included, over which linear and cosine fall; 0: as many as 'steps', which may not grow then.");
    internal static readonly RecipeKey<double> FinalShare = Key(
        "optimizer.final", RecipeKind.Number(0, 1), "0", "", "Share of the rate that linear and cosine end at.");
    internal static readonly RecipeKey<double> WeightDecay = Key(
        "optimizer.weight_decay", RecipeKind.Number(0), "0", "", "Decay apart from the gradient, of all trained tensors.");
    internal static readonly RecipeKey<IReadOnlyList<double>> Betas = Key(
        "optimizer.betas", RecipeKind.Pair(0, 1), "[0.9, 0.999]", "", "How much of the mean gradient and of the mean squared gradient stays.");
    internal static readonly RecipeKey<double> OptimizerEpsilon = Key(
        "optimizer.eps", RecipeKind.Number(0, isAbove: true), "1e-8", "", "Added to the root of the mean squared gradient.");
    internal static readonly RecipeKey<double> Clip = Key(
        "optimizer.clip", RecipeKind.Number(0), "1", "", "Greatest norm of the gradient of all tensors together; 0: no clip.");

    internal static readonly RecipeKey<string> Loss = Key(
        "loss.type", RecipeKind.Choice(LossNames.Losses.Keys), "grpo", "",
        "The policy loss, with the numbers of its paper where the keys below are not set.");
    internal static readonly RecipeKey<double> Low = Key(
        "loss.epsilon", RecipeKind.Number(-1), "-1", "", "Half-width of the clip below 1; -1: the loss's own.");
    internal static readonly RecipeKey<double> High = Key(
        "loss.epsilon_high", RecipeKind.Number(-1), "-1", "", "Half-width of the clip above 1; -1: as epsilon where that is set, else the loss's own.");
    internal static readonly RecipeKey<double> DualClip = Key(
        "loss.dual_clip", RecipeKind.Number(0), "0", "", "Bound of the loss at negative advantages, above 1; 0: none.");
    internal static readonly RecipeKey<double> RatioCap = Key(
        "loss.ratio_cap", RecipeKind.Number(0), "0", "", "Greatest ratio in the unclipped branch (TRL delta) or of dppo; 0: none.");
    internal static readonly RecipeKey<double> Beta = Key(
        "loss.beta", RecipeKind.Number(0), "0", "", "Coefficient of the divergence from the policy of the start; 0: no reference is kept.");
    internal static readonly RecipeKey<string> Kl = Key("loss.kl", RecipeKind.Choice(LossNames.Kl.Keys), "k3", "", "Its estimator.");
    internal static readonly RecipeKey<double> Entropy = Key("loss.entropy", RecipeKind.Number(-1e6), "0", "", "Coefficient of the entropy bonus.");
    internal static readonly RecipeKey<string> Aggregation = Key(
        "loss.aggregation", RecipeKind.Choice(["own", .. LossNames.Aggregations.Keys]), "own", "",
        "How tokens become one number; own: as the loss has it.");
    internal static readonly RecipeKey<double> TopEntropy = Key(
        "loss.top_entropy", RecipeKind.Number(0, 1, isAbove: true), "1", "", "Share of tokens that have a policy term, those of highest entropy.");
    internal static readonly RecipeKey<string> Correction = Key(
        "loss.correction", RecipeKind.Choice(["auto", "none", .. LossNames.Corrections.Keys]), "auto", "",
        "Importance correction of completions that other weights or another precision drew; auto: tis where that is so.");
    internal static readonly RecipeKey<double> OffPolicy = Key(
        "loss.off_policy", RecipeKind.Number(0), "0", "",
        "OPSM: completions of negative advantage that have drifted by more than this have no policy term; 0: none is left out.");

    internal static readonly RecipeKey<string> Estimator = Key(
        "advantages.estimator", RecipeKind.Choice(AdvantageRecipe.Estimators), "grpo", "", "How rewards become advantages.");
    internal static readonly RecipeKey<string> Preset = Key(
        "advantages.preset", RecipeKind.Choice(AdvantageNames.Presets.Keys), "trl", "", "Whose conventions hold.");
    internal static readonly RecipeKey<string> Components = Key(
        "advantages.of", RecipeKind.Choice(["combined", "tools"]), "combined", "",
        "Advantages of the combined reward, or of each tool's reward by its id (gdpo, shaping by component).");
    internal static readonly RecipeKey<IReadOnlyDictionary<string, double>> ComponentWeights = Key(
        "advantages.weights", RecipeKind.Weights, "{}", "", "With of: tools, weights by tool; one that is not named weighs 1.");
    internal static readonly RecipeKey<IReadOnlyList<string>> Shaping = Key(
        "advantages.shaping", RecipeKind.Texts, "[]", "", "Steps that shape the rewards first, as --shape of 'rlar advantages' takes them.");
    internal static readonly RecipeKey<double> Gamma = Key(
        "advantages.gamma", RecipeKind.Number(0, 1), "1", "", "Discount of reinforce++ over tokens.");
    internal static readonly RecipeKey<bool> Shuffle = Key(
        "advantages.shuffle", RecipeKind.Flag, "false", "",
        "An experiment's control: each completion is taught by the reward of another one of its group; metrics keep its own.");
    internal static readonly RecipeKey<double> Gate = Key(
        "advantages.gate", RecipeKind.Number(0), "0", "", "Completions whose advantage is smaller than this either way are left out of the update.");

    internal static readonly RecipeKey<string> Engine = Key(
        "rollout.engine", RecipeKind.Choice(["own", "llama", "llama-f16"]), "own", "",
        "What draws completions, from the trainer's own memory: RLAR's decoder, llama.cpp, or llama.cpp with keys and values of 16 "
        + "bits (not exact).");
    internal static readonly RecipeKey<int> MaxTokens = Key(
        "rollout.max_tokens", RecipeKind.Integer(1, 1 << 20), "256", "tokens", "Tokens of a completion at most, the end token included.");
    internal static readonly RecipeKey<double> Temperature = Key(
        "rollout.temperature", RecipeKind.Number(0, 100), "1", "", "Of the draws; log-probabilities are those at 1. 0: always the likeliest token.");
    internal static readonly RecipeKey<int> TopK = Key("rollout.top_k", RecipeKind.Integer(0), "0", "tokens", "Only the k likeliest tokens; 0: all.");
    internal static readonly RecipeKey<double> TopP = Key(
        "rollout.top_p", RecipeKind.Number(0, 1), "1", "", "Only the likeliest tokens that reach this probability.");
    internal static readonly RecipeKey<double> MinP = Key(
        "rollout.min_p", RecipeKind.Number(0, 1), "0", "", "Only tokens at least so many times as likely as the likeliest.");
    internal static readonly RecipeKey<IReadOnlyList<string>> Stop = Key("rollout.stop", RecipeKind.Texts, "[]", "", "Texts that end a completion.");
    internal static readonly RecipeKey<int> Staleness = Key(
        "rollout.staleness", RecipeKind.Integer(0, 1), "0", "steps",
        "1: the next step's completions are drawn while this step's are rewarded, by weights that are one step old.");

    internal static readonly RecipeKey<int> SftSteps = Key(
        "sft.steps", RecipeKind.Integer(0), "0", "steps", "Warm-up steps before the first of GRPO: likelihood of the rows' references.");
    internal static readonly RecipeKey<double> SftLearningRate = Key(
        "sft.lr", RecipeKind.Number(0, isAbove: true), "1e-4", "", "Learning rate of the warm-up.");
    internal static readonly RecipeKey<int> SftBatch = Key("sft.batch", RecipeKind.Integer(1, 65536), "16", "rows", "Rows of a warm-up step.");

    internal static readonly RecipeKey<int> SamplingRounds = Key(
        "dynamic_sampling.rounds", RecipeKind.Integer(0, 100), "0", "rounds",
        "How often groups whose rewards are all equal are replaced by groups of further rows, at most.");

    internal static readonly RecipeKey<double> EasyAt = Key(
        "difficulty.easy", RecipeKind.Number(-1e6, 1e6), "1e6", "", "A row whose group has this mean reward or more rests: it is easy.");
    internal static readonly RecipeKey<double> HardAt = Key(
        "difficulty.hard", RecipeKind.Number(-1e6, 1e6), "-1e6", "", "A row whose group has this mean reward or less rests: it is too hard yet.");
    internal static readonly RecipeKey<int> Rest = Key(
        "difficulty.rest", RecipeKind.Integer(1), "10", "steps", "How long such a row is passed over.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecipeKey> All => s_all;

    // A key of what decides the numbers.
    private static RecipeKey<T> Key<T>(string path, RecipeKind<T> kind, string? fallback, string unit, string description)
        where T : notnull => Add(new RecipeKey<T>(path, kind, fallback, unit, description));

    // A key that a run which goes on may have otherwise; what files hold is compared by their contents.
    private static RecipeKey<T> Free<T>(string path, RecipeKind<T> kind, string? fallback, string unit, string description)
        where T : notnull => Add(new RecipeKey<T>(path, kind, fallback, unit, description) { IsBinding = false });

    private static RecipeKey<T> Add<T>(RecipeKey<T> key)
        where T : notnull
    {
        s_all.Add(key);
        return key;
    }
}
