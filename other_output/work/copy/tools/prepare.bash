root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
install_packages_for() { :; }
build_preset() { :; }
