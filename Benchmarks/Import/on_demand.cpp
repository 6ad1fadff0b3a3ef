// Reads what a fleet needs of a listing by simdjson's On-Demand interface, into structs. Prints counts and
// the processor time with and without the loading of the file.
#include <simdjson.h>

#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using namespace simdjson;

struct Instance {
    std::string id, state, zone, type, platform, owner;
    std::vector<std::string> volumes;
    std::vector<std::pair<std::string, std::string>> tags;
};

static std::string text(ondemand::value value) { return std::string(std::string_view(value.get_string())); }

int main(int, char **arguments) {
    padded_string bytes = padded_string::load(arguments[1]);
    const double loaded = double(std::clock()) / CLOCKS_PER_SEC;
    ondemand::parser parser;
    ondemand::document document = parser.iterate(bytes);
    std::vector<Instance> instances;
    for (ondemand::object reservation : document["Reservations"].get_array()) {
        std::string owner;
        size_t first = instances.size();
        for (auto field : reservation) {
            std::string_view key = field.unescaped_key();
            if (key == "OwnerId") {
                owner = text(field.value());
            } else if (key == "Instances") {
                for (ondemand::object object : field.value().get_array()) {
                    Instance instance;
                    for (auto field : object) {
                        std::string_view key = field.unescaped_key();
                        if (key == "InstanceId") {
                            instance.id = text(field.value());
                        } else if (key == "InstanceType") {
                            instance.type = text(field.value());
                        } else if (key == "PlatformDetails") {
                            instance.platform = text(field.value());
                        } else if (key == "State") {
                            instance.state = text(field.value()["Name"]);
                        } else if (key == "Placement") {
                            instance.zone = text(field.value()["AvailabilityZone"]);
                        } else if (key == "BlockDeviceMappings") {
                            for (ondemand::object mapping : field.value().get_array())
                                instance.volumes.push_back(text(mapping["Ebs"]["VolumeId"]));
                        } else if (key == "Tags") {
                            for (ondemand::object tag : field.value().get_array())
                                instance.tags.emplace_back(text(tag["Key"]), text(tag["Value"]));
                        }
                    }
                    instances.push_back(std::move(instance));
                }
            }
        }
        for (size_t index = first; index < instances.size(); index++) instances[index].owner = owner;
    }
    size_t volumes = 0, tags = 0;
    for (auto &instance : instances) {
        volumes += instance.volumes.size();
        tags += instance.tags.size();
    }
    const double all = double(std::clock()) / CLOCKS_PER_SEC;
    std::printf("%zu %zu %zu %.6f %.6f\n", instances.size(), volumes, tags, all, all - loaded);
}
